using System.Numerics;
using System.Runtime.InteropServices;

namespace HotPath.Recording;

/// <summary>Counts by bucket with the sum of every block of them, so that what is empty is skipped and a rank is found a block at a time.</summary>
/// <remarks>Counts are never negative: a block whose sum is 0 is empty. Not for several threads at a time.</remarks>
internal sealed class BucketCounts
{
    internal const int BlockLength = 256; // about the square root of a latency histogram's length: as many blocks as buckets to look at

    private readonly int _length;
    private readonly long[] _counts; // whole blocks, so no loop needs a remainder
    private readonly long[] _blockSums;

    internal BucketCounts(int length)
    {
        _length = length;
        _blockSums = new long[(length + BlockLength - 1) / BlockLength];
        _counts = new long[_blockSums.Length * BlockLength];
    }

    internal long this[int index] => _counts[index];

    internal ReadOnlySpan<long> All => _counts.AsSpan(0, _length);

    internal int BlockCount => _blockSums.Length;

    /// <summary>-1 when all are empty.</summary>
    internal int LastIndex => _blockSums.AsSpan().LastIndexOfAnyExcept(0) is int block and >= 0 ? StartOf(block) + Block(block).LastIndexOfAnyExcept(0) : -1;

    internal long Sum => SumOf(_blockSums);

    internal static int StartOf(int block) => block * BlockLength;

    internal bool IsEmpty(int block) => _blockSums[block] == 0;

    /// <summary>For who overwrites a block; <see cref="SetSum"/> follows.</summary>
    internal Span<long> Block(int block) => _counts.AsSpan(StartOf(block), BlockLength);

    internal void SetSum(int block, long sum) => _blockSums[block] = sum;

    internal void Add(int index, long count)
    {
        _counts[index] += count;
        _blockSums[index / BlockLength] += count;
    }

    /// <param name="other">Of the same length.</param>
    internal void Add(BucketCounts other)
    {
        for (int block = 0; block < _blockSums.Length; block++)
        {
            if (other.IsEmpty(block)) continue;

            Add(Block(block), other.Block(block));
            _blockSums[block] += other._blockSums[block];
        }
    }

    internal void Clear() => ClearFrom(firstBlock: 0);

    internal void ClearFrom(int firstBlock)
    {
        for (int block = firstBlock; block < _blockSums.Length; block++)
        {
            if (IsEmpty(block)) continue;

            Block(block).Clear();
            _blockSums[block] = 0;
        }
    }

    /// <summary>The first bucket with a count, from an index on.</summary>
    /// <returns>-1 when there is none.</returns>
    internal int NextIndex(int from)
    {
        if (from >= _length) return -1;
        if (_counts[from] != 0) return from;

        int block = from / BlockLength;
        int rest = Block(block)[(from - StartOf(block))..].IndexOfAnyExcept(0);
        if (rest >= 0) return from + rest;

        int blocks = _blockSums.AsSpan(block + 1).IndexOfAnyExcept(0);
        if (blocks < 0) return -1;

        block += 1 + blocks;
        return StartOf(block) + Block(block).IndexOfAnyExcept(0);
    }

    internal long SumUpTo(int index)
    {
        int block = index / BlockLength;
        return SumOf(_blockSums.AsSpan(0, block)) + SumOf(Block(block)[..(index - StartOf(block) + 1)]);
    }

    /// <summary>The bucket of a value by its place among all in rising order.</summary>
    /// <param name="rank">1 to <see cref="Sum"/>.</param>
    internal int IndexOfRank(long rank)
    {
        int block = 0;
        for (; rank > _blockSums[block]; block++) rank -= _blockSums[block];

        int index = StartOf(block);
        for (; rank > _counts[index]; index++) rank -= _counts[index];
        return index;
    }

    /// <summary>Adds bucket by bucket. Both have the same length, of whole blocks.</summary>
    internal static void Add(Span<long> sums, ReadOnlySpan<long> addends)
    {
        Span<Vector<long>> to = MemoryMarshal.Cast<long, Vector<long>>(sums);
        ReadOnlySpan<Vector<long>> from = MemoryMarshal.Cast<long, Vector<long>>(addends)[..to.Length];
        for (int i = 0; i < to.Length; i++) to[i] += from[i];
    }

    /// <summary>Subtracts bucket by bucket. Both have the same length, of whole blocks.</summary>
    /// <returns>The sum of the differences.</returns>
    internal static long Subtract(Span<long> minuends, ReadOnlySpan<long> subtrahends)
    {
        Span<Vector<long>> from = MemoryMarshal.Cast<long, Vector<long>>(minuends);
        ReadOnlySpan<Vector<long>> less = MemoryMarshal.Cast<long, Vector<long>>(subtrahends)[..from.Length];
        Vector<long> sum = Vector<long>.Zero;
        for (int i = 0; i < from.Length; i++)
        {
            Vector<long> difference = from[i] - less[i];
            from[i] = difference;
            sum += difference;
        }

        return Vector.Sum(sum);
    }

    internal static long SumOf(ReadOnlySpan<long> counts)
    {
        long sum = 0;
        foreach (long count in counts) sum += count;
        return sum;
    }
}
