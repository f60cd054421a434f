using HotPath.Recording;

namespace HotPath.Soak.Telemetry.Answers;

/// <summary>
/// Counts durations of all threads in one place: a fiftieth of the memory of a <see cref="LatencyRecorder"/>, for what is recorded
/// once a request and by value. The same buckets; an octave's 8 KiB are there from its first duration on.
/// </summary>
internal sealed class SharedHistogram
{
    private const int BlockLength = 1_024;

    private readonly long[]?[] _blocks = new long[]?[HistogramLayout.BucketCount / BlockLength];

    /// <param name="nanoseconds">As <see cref="LatencyRecorder.Record(long)"/> takes it.</param>
    public void Record(long nanoseconds)
    {
        int index = HistogramLayout.IndexOf(nanoseconds);
        long[] block = Volatile.Read(ref _blocks[index / BlockLength]) ?? Add(index / BlockLength);
        Interlocked.Increment(ref block[index % BlockLength]);
    }

    public void AddTo(HistogramSnapshot total)
    {
        for (int b = 0; b < _blocks.Length; b++)
        {
            if (Volatile.Read(ref _blocks[b]) is not { } block) continue;

            for (int i = 0; i < BlockLength; i++)
            {
                long count = Volatile.Read(ref block[i]);
                if (count > 0) total.Record(HistogramLayout.LowestOf((b * BlockLength) + i), count);
            }
        }
    }

    private long[] Add(int block) => Interlocked.CompareExchange(ref _blocks[block], new long[BlockLength], null) ?? _blocks[block]!;
}
