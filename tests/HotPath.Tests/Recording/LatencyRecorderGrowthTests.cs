using HotPath.Recording;

namespace HotPath.Tests.Recording;

/// <summary>A shard is as long as its longest duration needs, and grows under its reader's eyes.</summary>
public class LatencyRecorderGrowthTests
{
    private const int Seed = 8_713;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Record_BothEdgesOfEveryBucket_AreCountedInIt(bool rising)
    {
        LatencyRecorder recorder = new();
        HistogramSnapshot total = new();
        for (int i = 0; i < HistogramLayout.BucketCount; i++)
        {
            int index = rising ? i : HistogramLayout.BucketCount - 1 - i;
            recorder.Record(HistogramLayout.LowestOf(index));
            recorder.GetWriter().Record(HistogramLayout.HighestOf(index), 1);
        }

        recorder.CopyTo(total);

        Assert.Equal(-1, total.Counts.All.IndexOfAnyExcept(2));
        Assert.Equal(0, total.OverRange);
    }

    [Fact]
    public void TakeInterval_WhileShardsGrow_LosesAndRepeatsNothing()
    {
        const int Recorders = 30;
        Random random = new(Seed);
        for (int round = 0; round < Recorders; round++)
        {
            LatencyRecorder recorder = new();
            HistogramSnapshot sum = new();
            HistogramSnapshot interval = new();
            HistogramSnapshot expected = new();
            long[] values = [.. Enumerable.Range(0, 4_000).Select(i => random.NextInt64(1L << (1 + (i / 100))))]; // longer and longer
            foreach (long value in values) expected.Record(value);

            Thread writer = new(() =>
            {
                foreach (long value in values) recorder.Record(value);
            });
            writer.Start();
            while (writer.IsAlive) Take();
            writer.Join();
            Take();

            Assert.Equal(expected.Count, sum.Count);
            Assert.True(expected.Counts.All.SequenceEqual(sum.Counts.All), $"A bucket differs (recorder {round}, seed {Seed}).");

            void Take()
            {
                recorder.TakeInterval(interval);
                Assert.Equal(-1, interval.Counts.All.IndexOfAnyInRange(long.MinValue, -1));
                sum.Add(interval);
            }
        }
    }

    [Fact]
    public void Record_ShortDurations_TakesNoMemoryForLongOnes()
    {
        LatencyRecorder recorder = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        recorder.Record(1_000);
        long first = GC.GetAllocatedBytesForCurrentThread() - before;

        before = GC.GetAllocatedBytesForCurrentThread();
        recorder.Record(HistogramLayout.MaxNanoseconds);
        long longest = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(first, 1, 20_000);
        Assert.InRange(longest, HistogramLayout.BucketCount * sizeof(long), (HistogramLayout.BucketCount + 100) * sizeof(long));
    }

    [Fact]
    public void TakeInterval_IntoAFullerSnapshot_LeavesNothingOfIt()
    {
        LatencyRecorder recorder = new();
        HistogramSnapshot interval = new();
        for (int index = 0; index < HistogramLayout.BucketCount; index++) interval.Record(HistogramLayout.LowestOf(index));
        recorder.Record(5);

        recorder.TakeInterval(interval);

        Assert.Equal(new HistogramBucket(5, 5, 1), Assert.Single(interval.Buckets));
        Assert.Equal(1, interval.Count);
    }
}
