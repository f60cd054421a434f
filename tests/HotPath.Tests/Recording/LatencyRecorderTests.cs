using System.Runtime.CompilerServices;
using HotPath.Recording;

namespace HotPath.Tests.Recording;

public class LatencyRecorderTests
{
    [Fact]
    public void CopyTo_SeveralRecords_HasThemAllEachTime()
    {
        LatencyRecorder recorder = new();
        HistogramSnapshot total = new();
        recorder.Record(10);
        recorder.Record(20, 4);
        recorder.GetWriter().Record(30);
        recorder.GetWriter().Record(40, 2);

        recorder.CopyTo(total);
        recorder.CopyTo(total);

        HistogramBucket[] expected = [new(10, 10, 1), new(20, 20, 4), new(30, 30, 1), new(40, 40, 2)];
        Assert.Equal(expected, total.Buckets);
        Assert.Equal(8, total.Count);
    }

    [Fact]
    public void TakeInterval_Repeatedly_HasOnlyWhatCameSince()
    {
        LatencyRecorder recorder = new();
        HistogramSnapshot interval = new();
        interval.Record(1_000); // whatever was in it goes

        recorder.Record(10);
        recorder.Record(long.MaxValue);
        recorder.TakeInterval(interval);
        Assert.Equal(2, interval.Count);
        Assert.Equal(1, interval.OverRange);

        recorder.Record(10);
        recorder.TakeInterval(interval);
        Assert.Equal(new HistogramBucket(10, 10, 1), Assert.Single(interval.Buckets));
        Assert.Equal(0, interval.OverRange);

        recorder.TakeInterval(interval);
        Assert.True(interval.IsEmpty);
    }

    [Fact]
    public void Record_OutsideTheRange_IsAtTheEdgesAndOverIsCounted()
    {
        LatencyRecorder recorder = new();
        recorder.Record(-1);
        recorder.Record(long.MinValue, 2);
        recorder.Record(HistogramLayout.MaxNanoseconds);
        recorder.Record(HistogramLayout.MaxNanoseconds + 1);
        recorder.Record(long.MaxValue, 5);

        HistogramSnapshot total = new();
        recorder.CopyTo(total);

        Assert.Equal(3, total.CountAtOrBelow(0));
        Assert.Equal(10, total.Count);
        Assert.Equal(6, total.OverRange);
        Assert.Equal(HistogramLayout.MaxNanoseconds, total.Max);
    }

    [Fact]
    public void Record_NegativeCount_Throws()
    {
        LatencyRecorder recorder = new();

        Assert.Throws<ArgumentOutOfRangeException>(() => recorder.Record(1, -1));
    }

    [Fact]
    public void GetWriter_OneThread_IsTheSameWriterAndEachRecorderItsOwn()
    {
        LatencyRecorder recorder = new();

        Assert.Same(recorder.GetWriter(), recorder.GetWriter());
        Assert.NotSame(recorder.GetWriter(), new LatencyRecorder().GetWriter());
    }

    [Fact]
    public void CopyTo_AnotherLayout_Throws()
    {
        LatencyRecorder recorder = new();
        HistogramSnapshot other = new(new HdrLayout(1, 3_600_000_000, 3));

        Assert.Throws<ArgumentException>(() => recorder.CopyTo(other));
        Assert.Throws<ArgumentException>(() => recorder.TakeInterval(other));
    }

    [Fact]
    public void Constructor_NegativeReserve_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyRecorder(reservedShards: -1));
    }

    [Fact]
    public void Record_RecorderDropped_LongLivedThreadDoesNotKeepItsShard()
    {
        WeakReference shard = RecordAndDrop();

        // The recorder's slot goes in a finaliser, so its shard goes one collection later.
        for (int i = 0; i < 10 && shard.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(shard.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference RecordAndDrop()
        {
            LatencyRecorder recorder = new();
            recorder.Record(1);
            return new WeakReference(recorder.GetWriter());
        }
    }
}
