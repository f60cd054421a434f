using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HotPath.Sse;

// Questions about 64 bytes, or fewer, at once. An answer has one bit for each byte, the lowest for the first.
internal static class ByteBlock
{
    public const int Length = 64;

    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';
    private const byte PastLineEnds = CarriageReturn + 1;

    // Which bytes may be line ends: exact in text without tabs and the like, and one comparison where LineEnds needs two.
    // By reference: a loop such as that of PlainEvents took 3.8 ns an event of OpenAiChunks so, and 4.7 ns with slices and their checks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LineEndCandidates(ref byte block)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Vector512.LessThan(Vector512.LoadUnsafe(ref block), Vector512.Create(PastLineEnds)).ExtractMostSignificantBits();
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return Candidates256(ref block, 0) | (Candidates256(ref block, 32) << 32);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            return Candidates128(ref block, 0) | (Candidates128(ref block, 16) << 16)
                | (Candidates128(ref block, 32) << 32) | (Candidates128(ref block, 48) << 48);
        }

        return LineEndsOneByOne(MemoryMarshal.CreateReadOnlySpan(ref block, Length));
    }

    // Which of up to 64 bytes are LF or CR. Of fewer than 64, the last half overlaps the first: there is no scalar rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LineEnds(ReadOnlySpan<byte> bytes)
    {
        if (Vector512.IsHardwareAccelerated && bytes.Length == Length)
        {
            Vector512<byte> block = Vector512.Create(bytes);
            return (Vector512.Equals(block, Vector512.Create(LineFeed)) | Vector512.Equals(block, Vector512.Create(CarriageReturn)))
                .ExtractMostSignificantBits();
        }

        return LineEndsOfHalves(bytes);
    }

    // Which of 64 bytes that were copied here a moment ago are LF or CR: by vectors no longer than those that copies are made with, since
    // a load of what several stores have just written waits until they are done; see 64 bytes a read in SseReaderBenchmarks.
    public static ulong LineEndsJustWritten(ReadOnlySpan<byte> block) =>
        Vector128.IsHardwareAccelerated
            ? LineEnds128(Vector128.Create(block)) | (LineEnds128(Vector128.Create(block[16..])) << 16)
                | (LineEnds128(Vector128.Create(block[32..])) << 32) | (LineEnds128(Vector128.Create(block[48..])) << 48)
            : LineEndsOneByOne(block);

    private static ulong LineEndsOfHalves(ReadOnlySpan<byte> bytes)
    {
        if (Vector256.IsHardwareAccelerated && bytes.Length >= Vector256<byte>.Count)
        {
            int last = bytes.Length - Vector256<byte>.Count;
            return LineEnds256(Vector256.Create(bytes)) | (LineEnds256(Vector256.Create(bytes[last..])) << last);
        }

        if (!Vector128.IsHardwareAccelerated || bytes.Length < Vector128<byte>.Count) return LineEndsOneByOne(bytes);

        if (bytes.Length > 2 * Vector128<byte>.Count)
        {
            int half = 2 * Vector128<byte>.Count;
            return LineEndsOfHalves(bytes[..half]) | (LineEndsOfHalves(bytes[^half..]) << (bytes.Length - half));
        }

        int second = bytes.Length - Vector128<byte>.Count;
        return LineEnds128(Vector128.Create(bytes)) | (LineEnds128(Vector128.Create(bytes[second..])) << second);
    }

    private static ulong LineEnds256(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create(LineFeed)) | Vector256.Equals(bytes, Vector256.Create(CarriageReturn))).ExtractMostSignificantBits();

    private static ulong LineEnds128(Vector128<byte> bytes) =>
        (Vector128.Equals(bytes, Vector128.Create(LineFeed)) | Vector128.Equals(bytes, Vector128.Create(CarriageReturn))).ExtractMostSignificantBits();

    private static ulong Candidates256(ref byte block, nuint offset) =>
        Vector256.LessThan(Vector256.LoadUnsafe(ref block, offset), Vector256.Create(PastLineEnds)).ExtractMostSignificantBits();

    private static ulong Candidates128(ref byte block, nuint offset) =>
        Vector128.LessThan(Vector128.LoadUnsafe(ref block, offset), Vector128.Create(PastLineEnds)).ExtractMostSignificantBits();

    private static ulong LineEndsOneByOne(ReadOnlySpan<byte> bytes)
    {
        ulong ends = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] is LineFeed or CarriageReturn) ends |= 1UL << i;
        }

        return ends;
    }
}
