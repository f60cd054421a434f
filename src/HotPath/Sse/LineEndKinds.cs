using System.Runtime.CompilerServices;

namespace HotPath.Sse;

// How the lines of a stream end, as PlainEvents needs it. References point at the first byte of a line end, and what follows it, of
// two line ends' length, may be read.
internal interface ILineEnd
{
    static abstract int Length { get; }

    static abstract bool IsAt(ref byte lineEnd);

    static abstract bool IsTwiceAt(ref byte lineEnd);

    // Without the bits of the first line end.
    static abstract ulong Drop(ulong candidates);
}

internal readonly struct LineFeed : ILineEnd
{
    public static int Length => 1;

    public static bool IsAt(ref byte lineEnd) => lineEnd == '\n';

    public static bool IsTwiceAt(ref byte lineEnd) => Unsafe.ReadUnaligned<ushort>(ref lineEnd) == 0x0A0A;

    public static ulong Drop(ulong candidates) => candidates & (candidates - 1);
}

internal readonly struct CarriageReturnLineFeed : ILineEnd
{
    public static int Length => 2;

    public static bool IsAt(ref byte lineEnd) => Unsafe.ReadUnaligned<ushort>(ref lineEnd) == (BitConverter.IsLittleEndian ? 0x0A0D : 0x0D0A);

    public static bool IsTwiceAt(ref byte lineEnd) =>
        Unsafe.ReadUnaligned<uint>(ref lineEnd) == (BitConverter.IsLittleEndian ? 0x0A0D_0A0D : 0x0D0A_0D0A);

    public static ulong Drop(ulong candidates)
    {
        candidates &= candidates - 1;
        return candidates & (candidates - 1);
    }
}
