using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace HotPath.Requests;

/// <summary>Escapes text for the inside of a JSON string, looked through and copied in one pass.</summary>
/// <param name="utf8">The text. Where it turns out not to be UTF-8, writing stops.</param>
internal ref struct JsonEscaper(ReadOnlySpan<byte> utf8)
{
    /// <summary>Room for at least a part of any text; with this much more than its length, a text without escapes is written whole.</summary>
    public const int Slack = BlockLength + EscapeRoom;

    private const int BlockLength = 32;
    private const int LongRunLength = 4 * BlockLength; // from where on larger steps pay; see plain text in JsonTextBenchmarks
    private const int EscapeRoom = sizeof(ulong);

    private static readonly byte[] Special = [(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(code => (byte)code)];
    private static readonly SearchValues<byte> Specials = SearchValues.Create(Special);

    // The escape of each special character, its first byte lowest, and the number of its bytes highest.
    private static readonly ulong[] Escapes = MakeEscapes();

    private readonly ReadOnlySpan<byte> _text = utf8;
    private bool _isValid;

    /// <summary>What is not written yet.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = utf8;

    /// <summary>Whether <see cref="Rest"/> holds something that is not UTF-8; it starts with a whole character then.</summary>
    public bool IsInvalid { get; private set; }

    /// <summary>Writes as much as there is room for.</summary>
    /// <param name="destination">What is behind the bytes written may be overwritten too.</param>
    /// <returns>Bytes written.</returns>
    public int Write(Span<byte> destination)
    {
        ReadOnlySpan<byte> rest = Rest;
        int written = 0;
        int plainSince = 0; // where the last escape ended
        while (!rest.IsEmpty)
        {
            Span<byte> room = destination[written..];
            int plain;
            if (Vector128.IsHardwareAccelerated && rest.Length >= BlockLength && room.Length >= Slack)
            {
                Vector256<byte> block = Vector256.Create(rest[..BlockLength]);
                if (block.ExtractMostSignificantBits() != 0 && !IsUtf8(rest)) break;
                block.CopyTo(room);
                plain = BitOperations.TrailingZeroCount(JsonScan.SpecialsOf(block));
                written += plain;
                rest = rest[plain..];
                if (plain == BlockLength)
                {
                    if (written - plainSince < LongRunLength) continue;

                    written += WriteLongRun(destination[written..], ref rest);
                    if (IsInvalid) break;
                    plainSince = written;
                    continue;
                }
            }
            else if (Vector128.IsHardwareAccelerated && _text.Length >= BlockLength && room.Length >= Slack)
            {
                // The last block starts in what is written already.
                int passed = BlockLength - rest.Length;
                Vector256<byte> block = Vector256.Create(_text[^BlockLength..]);
                if ((block.ExtractMostSignificantBits() >> passed) != 0 && !IsUtf8(rest)) break;
                plain = Math.Min(BitOperations.TrailingZeroCount(JsonScan.SpecialsOf(block) >> passed), rest.Length);
                rest[..plain].CopyTo(room);
                written += plain;
                rest = rest[plain..];
                if (rest.IsEmpty) continue;
            }
            else
            {
                if (!IsUtf8(rest)) break;
                int special = rest.IndexOfAny(Specials);
                if (special < 0) special = rest.Length;
                plain = Math.Min(special, room.Length - EscapeRoom);
                if (plain < 0) break;
                rest[..plain].CopyTo(room);
                written += plain;
                rest = rest[plain..];
                if (plain < special || rest.IsEmpty) break;
            }

            written += WriteEscape(rest[0], destination[written..]);
            rest = rest[1..];
            plainSince = written;
        }

        Rest = rest;
        return written;
    }

    // What has had nothing to escape for long: by the framework's search and copy, whose steps are larger than a block.
    private int WriteLongRun(Span<byte> room, ref ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> run = rest[..Math.Min(rest.Length, Math.Max(0, room.Length - Slack))];
        int special = run.IndexOfAny(Specials);
        if (special >= 0) run = run[..special];
        if (!_isValid && !Ascii.IsValid(run) && !IsUtf8(rest)) return 0;

        run.CopyTo(room);
        rest = rest[run.Length..];
        return run.Length;
    }

    // Found out for all that is left, once, and only where it is not ASCII.
    private bool IsUtf8(ReadOnlySpan<byte> rest)
    {
        _isValid = _isValid || Utf8.IsValid(rest);
        IsInvalid = !_isValid;
        return _isValid;
    }

    private static int WriteEscape(byte special, Span<byte> destination)
    {
        ulong escape = Escapes[special];
        BinaryPrimitives.WriteUInt64LittleEndian(destination, escape);
        return (int)(escape >> (8 * (EscapeRoom - 1)));
    }

    private static ulong[] MakeEscapes()
    {
        ulong[] escapes = new ulong['\\' + 1];
        Span<byte> bytes = stackalloc byte[EscapeRoom];
        foreach (byte special in Special)
        {
            int shortForm = "\"\\\b\t\n\f\r"u8.IndexOf(special);
            string escape = shortForm >= 0 ? $"\\{"\"\\btnfr"[shortForm]}" : $"\\u{(int)special:X4}";
            bytes.Clear();
            for (int at = 0; at < escape.Length; at++) bytes[at] = (byte)escape[at];
            bytes[^1] = (byte)escape.Length;
            escapes[special] = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        return escapes;
    }
}
