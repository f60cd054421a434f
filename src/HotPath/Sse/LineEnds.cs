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
        while (_inBlock == 0)
        {
            int rest = _bytes.Length - _nextBlock;
            if (rest <= 0) return -1;

            int length = Math.Min(rest, ByteBlock.Length);
            _block = _nextBlock;
            _inBlock = ByteBlock.LineEnds(_bytes.Slice(_block, length));
            _nextBlock += length;
        }

        int next = _block + BitOperations.TrailingZeroCount(_inBlock);
        _inBlock &= _inBlock - 1;
        return next;
    }
}
