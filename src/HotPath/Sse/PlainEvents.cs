using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HotPath.Sse;

// The events that nearly all of a chat stream is made of: one data line, perhaps an event line before it, and the blank line; and
// the comments, with a blank line, that keep a connection alive. They are handed over without being remembered.
internal static class PlainEvents
{
    // What Take reads at once; some of it may lie before position.
    public const int MinPushLength = ByteBlock.Length + 3;

    private const int DataNameLength = 6;
    private const int TypeNameLength = 7;

    private const ulong DataName = 0x0000_203A_6174_6164; // "data: ", the first byte lowest
    private const ulong DataNameBits = 0x0000_FFFF_FFFF_FFFF;
    private const ulong TypeName = 0x0020_3A74_6E65_7665; // "event: "
    private const ulong TypeNameBits = 0x00FF_FFFF_FFFF_FFFF;

    // Whether it may pay to call Take, and it may be called.
    public static bool MayStartAt(ReadOnlySpan<byte> bytes, int position, int maxEventBytes)
    {
        if (bytes.Length < MinPushLength || maxEventBytes < DataNameLength) return false;

        ReadOnlySpan<byte> rest = bytes[position..];
        return rest.StartsWith("data: "u8) || rest.StartsWith("event: "u8);
    }

    // Whether Take will find an event where MayStartAt says that there may be one. No line ends between position and searched, before
    // and after.
    public static bool IsAt(ReadOnlySpan<byte> bytes, int position, ref int searched)
    {
        if (!TryFindLineEnd(bytes, ref searched)) return false;

        int lineEnd = searched;
        if (bytes[position] == 'e')
        {
            lineEnd += bytes[lineEnd..].StartsWith("\r\n"u8) ? 2 : 1;
            if (!bytes[lineEnd..].StartsWith("data: "u8) || !TryFindLineEnd(bytes, ref lineEnd)) return false;
        }

        ReadOnlySpan<byte> ends = bytes[lineEnd..];
        return bytes[searched] == '\n' ? ends.StartsWith("\n\n"u8) : ends.StartsWith("\r\n\r\n"u8);
    }

    // The first block is looked at as Take will: what is to be found in it takes the same steps wherever it lies.
    private static bool TryFindLineEnd(ReadOnlySpan<byte> bytes, ref int from)
    {
        if (from == bytes.Length) return false;

        int block = Math.Min(from, bytes.Length - ByteBlock.Length);
        ulong inBlock = ByteBlock.LineEnds(bytes.Slice(block, ByteBlock.Length)) >> (from - block);
        if (inBlock != 0)
        {
            from += BitOperations.TrailingZeroCount(inBlock);
            return true;
        }

        int behind = block + ByteBlock.Length;
        int ahead = bytes[behind..].IndexOfAny((byte)'\n', (byte)'\r');
        from = ahead < 0 ? bytes.Length : behind + ahead;
        return ahead >= 0;
    }

    // Takes events from position on, where one must start, up to the first that is not plain or not whole. Then position is its start,
    // and searched the first place of bytes that may be a line end in it, or where it is cut off; as it is for the first event before.
    // False when the handler stopped.
    //
    // Unsafe, and one loop, for speed: see SseParserBenchmarks. Where memory is read:
    // - A block begins at lastBlock at most, so that behind each of its bytes a doubled line end may be read.
    // - Eight bytes of a line are read only if the line, to the line end found, is long enough to hold the name looked for, and the
    //   line ends found after it make up eight.
    public static bool Take<TLineEnd, TEvent, THandler>(
        ReadOnlySpan<byte> bytes, ref int position, ref int searched, int maxEventBytes, ReadOnlySpan<byte> lastEventId, ref THandler handler)
        where TLineEnd : struct, ILineEnd
        where TEvent : struct, IPlainEvent
        where THandler : ISseHandler, allows ref struct
    {
        ref byte start = ref MemoryMarshal.GetReference(bytes);
        nint lastBlock = bytes.Length - ByteBlock.Length - (2 * TLineEnd.Length - 1);
        nint maxData = maxEventBytes - DataNameLength;
        nint dataRoom = maxData; // of the event at hand
        nint lineStart = position;
        nint block = searched;
        ReadOnlySpan<byte> type = default; // of the event at hand, whose data line comes next, unless empty

        while (true)
        {
            ulong candidates;
            if (block <= lastBlock)
            {
                candidates = ByteBlock.LineEndCandidates(ref Unsafe.Add(ref start, block));
            }
            else
            {
                nint seen = block - lastBlock;
                if (seen >= ByteBlock.Length) break;

                block = lastBlock;
                candidates = ByteBlock.LineEndCandidates(ref Unsafe.Add(ref start, block)) >> (int)seen << (int)seen;
            }

            while (candidates != 0)
            {
                nint lineEnd = block + BitOperations.TrailingZeroCount(candidates);
                nint length = lineEnd - lineStart;
                if (TLineEnd.IsTwiceAt(ref Unsafe.Add(ref start, lineEnd)))
                {
                    if (IsDataLine(ref Unsafe.Add(ref start, lineStart), length, dataRoom))
                    {
                        ReadOnlySpan<byte> data = SliceOf(ref start, lineStart + DataNameLength, lineEnd);
                        lineStart = lineEnd + 2 * TLineEnd.Length;
                        candidates = TLineEnd.Drop(TLineEnd.Drop(candidates));
                        if (!handler.OnEvent(new SseEvent(type, data, lastEventId)))
                        {
                            position = searched = (int)lineStart;
                            return false;
                        }

                        if (TEvent.HasType)
                        {
                            type = default;
                            dataRoom = maxData;
                        }

                        continue;
                    }

                    if ((nuint)length <= (nuint)maxEventBytes && type.IsEmpty && FieldLine.IsComment(Unsafe.Add(ref start, lineStart)))
                    {
                        lineStart = lineEnd + 2 * TLineEnd.Length;
                        candidates = TLineEnd.Drop(TLineEnd.Drop(candidates));
                        continue;
                    }
                }

                if (length < 0) // the rest of a line end that began in the block before
                {
                    candidates &= candidates - 1;
                    continue;
                }

                if (!TEvent.HasType
                    || !type.IsEmpty
                    || !TLineEnd.IsAt(ref Unsafe.Add(ref start, lineEnd))
                    || !IsTypeLine(ref Unsafe.Add(ref start, lineStart), length, dataRoom))
                {
                    position = (int)lineStart;
                    searched = (int)lineEnd;
                    if (TEvent.HasType) GoBackTo(type, ref start, ref position, ref searched);
                    return true;
                }

                type = SliceOf(ref start, lineStart + TypeNameLength, lineEnd);
                dataRoom -= length;
                lineStart = lineEnd + TLineEnd.Length;
                candidates = TLineEnd.Drop(candidates);
            }

            block += ByteBlock.Length;
        }

        position = (int)lineStart;
        searched = (int)Math.Max(lineStart, lastBlock + ByteBlock.Length);
        if (TEvent.HasType) GoBackTo(type, ref start, ref position, ref searched);
        return true;
    }

    private static void GoBackTo(ReadOnlySpan<byte> type, ref byte start, ref int position, ref int searched)
    {
        if (type.IsEmpty) return;

        int typeStart = (int)Unsafe.ByteOffset(ref start, ref MemoryMarshal.GetReference(type));
        position = typeStart - TypeNameLength;
        searched = typeStart + type.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsDataLine(ref byte line, nint length, nint room) =>
        (nuint)(length - DataNameLength) <= (nuint)room && (EightBytesAt(ref line) & DataNameBits) == DataName;

    // With a value: an empty one is that of no event line.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsTypeLine(ref byte line, nint length, nint room) =>
        length > TypeNameLength && length <= room && (EightBytesAt(ref line) & TypeNameBits) == TypeName;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EightBytesAt(ref byte first)
    {
        ulong bytes = Unsafe.ReadUnaligned<ulong>(ref first);
        return BitConverter.IsLittleEndian ? bytes : BinaryPrimitives.ReverseEndianness(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<byte> SliceOf(ref byte start, nint from, nint to) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start, from), (int)(to - from));
}
