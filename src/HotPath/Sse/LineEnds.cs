using System.Numerics;
using System.Runtime.CompilerServices;

namespace HotPath.Sse;

// Gives the place of each LF and CR in turn. Those of 64 bytes are found together, so that a line need not wait for where the one
// before it ended.
internal ref struct LineEnds(ReadOnlySpan<byte> bytes, int start)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _block;
    private int _nextBlock = start;
    private ulong _inBlock;

    // Below 0 when there are no more. Inlined whatever the profile says, so that the state can stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next()
    {
        if (_inBlock == 0 && !FindBlock()) return -1;

        int next = _block + BitOperations.TrailingZeroCount(_inBlock);
        _inBlock &= _inBlock - 1;
        return next;
    }

    // In a line that goes on for long there is nothing to gain from the places of several line ends.
    private bool FindBlock()
    {
        ReadOnlySpan<byte> rest = _bytes[_nextBlock..];
        ulong inBlock = ByteBlock.LineEnds(rest[..Math.Min(rest.Length, ByteBlock.Length)]);
        if (inBlock == 0)
        {
            if (rest.Length <= ByteBlock.Length) return false;

            int ahead = rest[ByteBlock.Length..].IndexOfAny((byte)'\n', (byte)'\r');
            if (ahead < 0) return false;

            _nextBlock += ByteBlock.Length + ahead;
            rest = _bytes[_nextBlock..];
            inBlock = ByteBlock.LineEnds(rest[..Math.Min(rest.Length, ByteBlock.Length)]);
        }

        _inBlock = inBlock;
        _block = _nextBlock;
        _nextBlock += Math.Min(rest.Length, ByteBlock.Length);
        return true;
    }
}
