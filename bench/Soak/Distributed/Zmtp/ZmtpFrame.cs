using System.Buffers;
using System.Buffers.Binary;

namespace HotPath.Soak.Distributed.Zmtp;

/// <summary>One frame of ZMTP 3.0: a flag byte, a length of one or eight bytes, the body.</summary>
/// <param name="IsCommand">Meant for the connection, else for who talks over it.</param>
/// <param name="HasMore">The message goes on in the next frame.</param>
/// <param name="Body">Borrowed from what was received.</param>
internal readonly record struct ZmtpFrame(bool IsCommand, bool HasMore, ReadOnlySequence<byte> Body)
{
    public const int MostHeadBytes = 1 + sizeof(ulong);

    private const byte MoreFlag = 1;
    private const byte LongFlag = 2;
    private const byte CommandFlag = 4;

    /// <summary>Takes the first frame, where all of it is there.</summary>
    /// <param name="received">What comes after it, then; else as it was.</param>
    /// <param name="mostBytes">Of a body; a longer one is a problem as soon as its length is there.</param>
    /// <param name="problem">Why the connection cannot be read any further.</param>
    public static bool TryTake(ref ReadOnlySequence<byte> received, int mostBytes, out ZmtpFrame frame, out string? problem)
    {
        frame = default;
        problem = null;
        SequenceReader<byte> reader = new(received);
        if (!reader.TryRead(out byte flags)) return false;

        if ((flags & ~(MoreFlag | LongFlag | CommandFlag)) != 0)
        {
            problem = $"a frame has the flags 0x{flags:X2}, which ZMTP 3.0 does not know";
            return false;
        }

        if (!TryReadLength(ref reader, (flags & LongFlag) != 0, out ulong length)) return false;

        if (length > (ulong)mostBytes)
        {
            problem = $"a frame of {length} bytes came; {mostBytes} at most are taken";
            return false;
        }

        if (reader.Remaining < (long)length) return false;

        frame = new ZmtpFrame((flags & CommandFlag) != 0, (flags & MoreFlag) != 0, reader.UnreadSequence.Slice(0, (long)length));
        received = reader.UnreadSequence.Slice((long)length);
        return true;
    }

    /// <param name="head"><see cref="MostHeadBytes"/> long.</param>
    /// <returns>How many bytes of it are the head.</returns>
    public static int WriteHead(Span<byte> head, int bodyLength, bool isCommand = false)
    {
        byte flags = isCommand ? CommandFlag : (byte)0;
        if (bodyLength <= byte.MaxValue)
        {
            head[0] = flags;
            head[1] = (byte)bodyLength;
            return 2;
        }

        head[0] = (byte)(flags | LongFlag);
        BinaryPrimitives.WriteUInt64BigEndian(head[1..], (ulong)bodyLength);
        return MostHeadBytes;
    }

    private static bool TryReadLength(ref SequenceReader<byte> reader, bool isLong, out ulong length)
    {
        length = 0;
        if (!isLong)
        {
            if (!reader.TryRead(out byte shortLength)) return false;

            length = shortLength;
            return true;
        }

        if (!reader.TryReadBigEndian(out long longLength)) return false;

        length = unchecked((ulong)longLength); // more than a long holds is too much as well
        return true;
    }
}
