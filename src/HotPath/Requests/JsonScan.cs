using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace HotPath.Requests;

/// <summary>Finds the end of a JSON string or number, and accepts only what <see cref="System.Text.Json.Utf8JsonReader"/> accepts.</summary>
internal static class JsonScan
{
    /// <summary>The length of the inside of a string.</summary>
    /// <param name="json">What holds the string.</param>
    /// <param name="start">Behind its opening quote; at most the length of <paramref name="json"/>.</param>
    /// <param name="isEscaped">Whether it holds an escape.</param>
    /// <returns>Bytes before the closing quote; -1 when there is none, or something before it may not stand in JSON or is not UTF-8.</returns>
    public static int StringLength(ReadOnlySpan<byte> json, int start, out bool isEscaped)
    {
        isEscaped = false;
        return TryShortStringLength(json, start, out int length) ? length : LongStringLength(json, start, out isEscaped);
    }

    // What most strings are: ASCII that ends in one block, and nothing in it to look at twice.
    private static bool TryShortStringLength(ReadOnlySpan<byte> json, int start, out int length)
    {
        length = 0;
        int from = Math.Min(start, json.Length - Vector256<byte>.Count);
        if (!Vector128.IsHardwareAccelerated || from < 0) return false;

        Vector256<byte> block = Vector256.Create(json.Slice(from, Vector256<byte>.Count));
        uint specials = (uint)((ulong)SpecialsOf(block) >> (start - from));
        uint highs = (uint)((ulong)block.ExtractMostSignificantBits() >> (start - from));
        length = BitOperations.TrailingZeroCount(specials);
        return specials != 0 && json[start + length] == (byte)'"' && (highs & (specials ^ (specials - 1))) == 0;
    }

    private static int LongStringLength(ReadOnlySpan<byte> json, int start, out bool isEscaped)
    {
        isEscaped = false;
        bool isAscii = true;
        int end = Vector128.IsHardwareAccelerated && json.Length >= Vector256<byte>.Count
            ? VectorStringEnd(json, start, ref isEscaped, ref isAscii)
            : ScalarStringEnd(json, start, ref isEscaped, ref isAscii);
        return end >= 0 && (isAscii || Utf8.IsValid(json[start..end])) ? end - start : -1;
    }

    /// <summary>The length of a number, by RFC 8259, 6.</summary>
    /// <returns>-1 when <paramref name="json"/> does not start with one.</returns>
    public static int NumberLength(ReadOnlySpan<byte> json)
    {
        int at = json.StartsWith("-"u8) ? 1 : 0;
        int integer = DigitCount(json[at..]);
        if (integer == 0 || (integer > 1 && json[at] == (byte)'0')) return -1;
        at += integer;

        if (at < json.Length && json[at] == (byte)'.')
        {
            int fraction = DigitCount(json[(at + 1)..]);
            if (fraction == 0) return -1;
            at += 1 + fraction;
        }

        if (at < json.Length && json[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (at < json.Length && json[at] is (byte)'+' or (byte)'-') at++;
            int exponent = DigitCount(json[at..]);
            if (exponent == 0) return -1;
            at += exponent;
        }

        return at;
    }

    /// <summary>Reads a count of up to seven digits, without a step for each.</summary>
    /// <param name="json">What holds it.</param>
    /// <param name="start">Where it starts; at most the length of <paramref name="json"/>.</param>
    /// <param name="count">The count.</param>
    /// <returns>Its length; -1 when none starts there or a longer one, or <paramref name="json"/> has no eight bytes.</returns>
    public static int ShortCountLength(ReadOnlySpan<byte> json, int start, out long count)
    {
        count = 0;
        int from = Math.Min(start, json.Length - sizeof(ulong));
        if (from < 0 || start == json.Length) return -1;

        // A digit less '0' is below 10, and with 0x76 more still below 0x80. A byte that carries into the next is no digit itself.
        ulong digits = (BinaryPrimitives.ReadUInt64LittleEndian(json[from..]) >> (8 * (start - from))) ^ 0x3030_3030_3030_3030;
        ulong others = ((digits + 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
        int length = BitOperations.TrailingZeroCount(others) >> 3;
        if (length is 0 or sizeof(ulong) || ((byte)digits == 0 && length > 1)) return -1;

        // The last digit goes to the highest byte, zeros before the first. Then pairs are added up, and pairs of pairs.
        digits <<= 64 - (8 * length);
        digits = (digits * 10) + (digits >> 8);
        ulong pairs = (digits & 0x0000_00FF_0000_00FF) * (100 + (1_000_000UL << 32));
        ulong otherPairs = ((digits >> 16) & 0x0000_00FF_0000_00FF) * (1 + (10_000UL << 32));
        count = (uint)((pairs + otherPairs) >> 32);
        return length;
    }

    /// <summary>The length of numbers with a comma between each two, and white space around it.</summary>
    /// <returns>Bytes up to the end of the last one; -1 when <paramref name="json"/> does not start with a number.</returns>
    public static int NumbersLength(ReadOnlySpan<byte> json)
    {
        int at = NumberLength(json);
        while (at >= 0)
        {
            int comma = at + SpaceCount(json[at..]);
            if (comma == json.Length || json[comma] != (byte)',') return at;

            int next = comma + 1 + SpaceCount(json[(comma + 1)..]);
            int number = NumberLength(json[next..]);
            if (number < 0) return at;
            at = next + number;
        }

        return at;
    }

    /// <summary>A bit for each byte that cannot stand for itself inside a string: quote, backslash and control characters (RFC 8259, 7).</summary>
    public static uint SpecialsOf(Vector256<byte> block) =>
        (Vector256.Equals(block, Vector256.Create((byte)'"')) |
            Vector256.Equals(block, Vector256.Create((byte)'\\')) |
            Vector256.LessThan(block, Vector256.Create((byte)' '))).ExtractMostSignificantBits();

    // To say that something is not ASCII costs no more than a check: the blocks may hold more than the string.
    private static int VectorStringEnd(ReadOnlySpan<byte> json, int at, ref bool isEscaped, ref bool isAscii)
    {
        uint highs = 0;
        while (true)
        {
            uint specials = SpecialsIn(json, ref at, ref highs);
            while (true)
            {
                if (specials == 0) return -1;
                int special = at + BitOperations.TrailingZeroCount(specials);
                if (json[special] == (byte)'"')
                {
                    isAscii = highs == 0;
                    return special;
                }

                int escape = EscapeLength(json[special..]);
                if (escape == 0) return -1;
                isEscaped = true;

                int behind = special + escape - at;
                specials = behind < Vector256<byte>.Count ? specials & (uint.MaxValue << behind) : 0;
                if (specials != 0) continue;
                at += behind;
                break;
            }
        }
    }

    // A bit for each quote, backslash or control character of the first block from "at" on that has one, and "at" moved to
    // that block; 0 where there is none up to the end. The last block overlaps the one before: nothing is left for scalar code.
    private static uint SpecialsIn(ReadOnlySpan<byte> json, ref int at, ref uint highs)
    {
        Vector256<byte> seen = default;
        uint specials = 0;
        int last = json.Length - Vector256<byte>.Count;
        int from = at;
        for (; from <= last; from += Vector256<byte>.Count)
        {
            Vector256<byte> block = Vector256.Create(json.Slice(from, Vector256<byte>.Count));
            seen |= block;
            specials = SpecialsOf(block);
            if (specials != 0) break;
        }

        if (specials == 0 && from < json.Length)
        {
            Vector256<byte> block = Vector256.Create(json[last..]);
            seen |= block;
            specials = SpecialsOf(block) >> (from - last);
        }

        at = from;
        highs |= seen.ExtractMostSignificantBits();
        return specials;
    }

    private static int ScalarStringEnd(ReadOnlySpan<byte> json, int at, ref bool isEscaped, ref bool isAscii)
    {
        while (at < json.Length)
        {
            byte value = json[at];
            if (value == (byte)'"') return at;

            int length = 1;
            if (value is (byte)'\\' or < (byte)' ')
            {
                length = EscapeLength(json[at..]);
                if (length == 0) return -1;
                isEscaped = true;
            }

            isAscii &= value < 0x80;
            at += length;
        }

        return -1;
    }

    // 0 where no escape starts.
    private static int EscapeLength(ReadOnlySpan<byte> json)
    {
        if (json.Length < 2 || json[0] != (byte)'\\') return 0;
        switch (json[1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return 2;
            case (byte)'u' when json.Length >= JsonEscapes.UnicodeEscapeLength:
                return IsHex(json[2]) && IsHex(json[3]) && IsHex(json[4]) && IsHex(json[5]) ? JsonEscapes.UnicodeEscapeLength : 0;
            default:
                return 0;
        }
    }

    private static bool IsHex(byte digit) => char.IsAsciiHexDigit((char)digit);

    private static int SpaceCount(ReadOnlySpan<byte> json)
    {
        int count = json.IndexOfAnyExcept(" \t\r\n"u8);
        return count < 0 ? json.Length : count;
    }

    private static int DigitCount(ReadOnlySpan<byte> json)
    {
        int count = json.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return count < 0 ? json.Length : count;
    }
}
