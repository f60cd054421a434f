using HotPath.Recording;

namespace HotPath.Tests.Recording;

public class LatencyRecorderThreadTests
{
    private const int Seed = 7_919;

    [Fact]
    public void TakeInterval_WhileFourThreadsRecord_LosesAndRepeatsNothing()
    {
        const int Writers = 4;
        const int RecordsEach = 400_000;
        LatencyRecorder recorder = new();
        HistogramSnapshot[] expected = new HistogramSnapshot[Writers];
        using Barrier start = new(Writers + 1);
        Thread[] threads = new Thread[Writers];
        for (int i = 0; i < Writers; i++)
        {
            int writer = i;
            threads[i] = new Thread(() => expected[writer] = RecordSeeded(recorder, writer, RecordsEach, start));
            threads[i].Start();
        }

        start.SignalAndWait(TestContext.Current.CancellationToken);
        HistogramSnapshot sum = new();
        HistogramSnapshot interval = new();
        int intervals = 0;
        while (Array.Exists(threads, thread => thread.IsAlive))
        {
            recorder.TakeInterval(interval);
            sum.Add(interval);
            Assert.All(interval.Buckets, bucket => Assert.True(bucket.Count > 0));
            intervals++;
        }

        foreach (Thread thread in threads) thread.Join();
        recorder.TakeInterval(interval);
        sum.Add(interval);

        HistogramSnapshot exact = new();
        foreach (HistogramSnapshot one in expected) exact.Add(one);
        HistogramSnapshot total = new();
        recorder.CopyTo(total);
        Assert.True(intervals > 0);
        Assert.Equal(Writers * RecordsEach, exact.Count);
        AssertSame(exact, sum);
        AssertSame(exact, total);
    }

    [Fact]
    public void Record_TwoThousandShortThreads_CountsAllInAsManyShardsAsLivedAtOnce()
    {
        const int Threads = 2_000;
        const int AtOnce = 8;
        LatencyRecorder recorder = new();
        HistogramSnapshot interval = new();
        HistogramSnapshot sum = new();

        for (int first = 0; first < Threads; first += AtOnce)
        {
            Thread[] batch = new Thread[AtOnce];
            for (int i = 0; i < AtOnce; i++)
            {
                int nanoseconds = first + i;
                batch[i] = new Thread(() => recorder.Record(nanoseconds, 3));
                batch[i].Start();
            }

            foreach (Thread thread in batch) thread.Join();
            if (first % 200 == 0)
            {
                recorder.TakeInterval(interval);
                sum.Add(interval);
            }
        }

        recorder.TakeInterval(interval);
        sum.Add(interval);
        HistogramSnapshot exact = new();
        for (int nanoseconds = 0; nanoseconds < Threads; nanoseconds++) exact.Record(nanoseconds, 3);
        AssertSame(exact, sum);
        Assert.InRange(recorder.ShardCount, 1, AtOnce);
    }

    [Fact]
    public void TakeInterval_AfterTheThreadEnded_HasItsCountsOnce()
    {
        LatencyRecorder recorder = new();
        HistogramSnapshot interval = new();
        Run(() => recorder.Record(5));
        recorder.TakeInterval(interval);
        Assert.Equal(1, interval.Count);

        Run(() => recorder.Record(6));
        Run(() => recorder.Record(long.MaxValue));

        recorder.TakeInterval(interval);
        Assert.Equal(2, interval.Count);
        Assert.Equal(1, interval.OverRange);
        Assert.Equal(1, interval.CountAtOrBelow(6));
        Assert.Equal(1, recorder.ShardCount);
    }

    [Fact]
    public void Record_WhileThreadsComeAndGo_LosesAndRepeatsNothing()
    {
        const int Lasting = 2;
        const int Short = 600;
        const int RecordsOfShort = 50;
        LatencyRecorder recorder = new();
        using CancellationTokenSource allGone = new();
        long[] ofLasting = new long[Lasting];
        Thread[] lasting = [.. Enumerable.Range(0, Lasting).Select(i => new Thread(() =>
        {
            while (!allGone.IsCancellationRequested || ofLasting[i] == 0)
            {
                recorder.Record(++ofLasting[i] & 0xFFFFF);
            }
        }))];
        HistogramSnapshot sum = new();
        Thread reader = new(() =>
        {
            HistogramSnapshot interval = new();
            while (!allGone.IsCancellationRequested)
            {
                recorder.TakeInterval(interval);
                sum.Add(interval);
            }
        });

        foreach (Thread thread in lasting) thread.Start();
        reader.Start();
        Queue<Thread> going = new();
        for (int i = 0; i < Short; i++)
        {
            Thread thread = new(RecordSome);
            thread.Start();
            going.Enqueue(thread);
            while (going.Count > i % 4) going.Dequeue().Join(); // so that shards pass on in changing order
        }

        allGone.Cancel();
        foreach (Thread thread in lasting) thread.Join();
        reader.Join();

        HistogramSnapshot rest = new();
        recorder.TakeInterval(rest);
        sum.Add(rest);
        HistogramSnapshot total = new();
        recorder.CopyTo(total);
        Assert.Equal(ofLasting.Sum() + ((long)Short * RecordsOfShort), total.Count);
        AssertSame(total, sum);

        void RecordSome()
        {
            for (int i = 0; i < RecordsOfShort; i++) recorder.Record(1_000_000 + i);
        }
    }

    [Fact]
    public void Record_ThreadWithAShardElsewhere_AloneAdoptsWhatADeadThreadLeft()
    {
        const int Later = 64; // together they take every number that is free, the dead thread's too
        LatencyRecorder elsewhere = new();
        LatencyRecorder recorder = new();
        LatencyWriter? adopted = null;
        using Barrier bothHaveShards = new(2);
        using Barrier allHaveWriters = new(1 + Later);
        Thread lasting = new(() =>
        {
            elsewhere.Record(1);
            bothHaveShards.SignalAndWait();
            bothHaveShards.SignalAndWait(); // the other thread has ended
            recorder.Record(2);
            adopted = recorder.GetWriter();
            bothHaveShards.SignalAndWait(); // it is adopted
            allHaveWriters.SignalAndWait();
        });
        lasting.Start();
        Thread ending = new(() =>
        {
            recorder.Record(3);
            bothHaveShards.SignalAndWait(); // so they have different numbers
        });
        ending.Start();
        ending.Join();
        bothHaveShards.SignalAndWait(TestContext.Current.CancellationToken);
        bothHaveShards.SignalAndWait(TestContext.Current.CancellationToken);
        HistogramSnapshot total = new();
        recorder.CopyTo(total);
        int shards = recorder.ShardCount;

        LatencyWriter[] writers = new LatencyWriter[Later];
        Thread[] later = [.. Enumerable.Range(0, Later).Select(i => new Thread(() =>
        {
            writers[i] = recorder.GetWriter();
            allHaveWriters.SignalAndWait();
        }))];
        foreach (Thread thread in later) thread.Start();
        foreach (Thread thread in later) thread.Join();
        lasting.Join();

        Assert.Equal(2, total.Count);
        Assert.Equal(1, shards);
        Assert.Equal(1 + Later, writers.Append(adopted).Distinct().Count());
    }

    [Fact]
    public void GetWriter_TwoThreadsAlive_HaveTheirOwn()
    {
        LatencyRecorder recorder = new();
        LatencyWriter mine = recorder.GetWriter();
        LatencyWriter? other = null;

        Run(() => other = recorder.GetWriter());

        Assert.NotSame(mine, other);
        Assert.Equal(2, recorder.ShardCount);
    }

    [Fact]
    public void Record_ReservedShards_AreClaimedBeforeAnyIsMade()
    {
        LatencyRecorder recorder = new(reservedShards: 2);
        recorder.Record(1);
        Assert.Equal(2, recorder.ShardCount);

        long[] allocated = new long[2];
        using Barrier both = new(2);
        Thread[] threads = [new(() => Claim(0)), new(() => Claim(1))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();

        // This thread has one of the two; one of the others gets the second, with all its counts, and one makes a new one.
        const int ShardBytes = HistogramLayout.BucketCount * sizeof(long);
        Assert.Equal(3, recorder.ShardCount);
        Assert.InRange(allocated.Min(), 0, ShardBytes / 8);
        Assert.InRange(allocated.Max(), ShardBytes, 2 * ShardBytes);

        void Claim(int i)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            recorder.Record(HistogramLayout.MaxNanoseconds);
            allocated[i] = GC.GetAllocatedBytesForCurrentThread() - before;
            both.SignalAndWait(); // neither ends before both have a shard
        }
    }

    private static HistogramSnapshot RecordSeeded(LatencyRecorder recorder, int writer, int records, Barrier start)
    {
        Random random = new(Seed + writer);
        HistogramSnapshot expected = new();
        LatencyWriter own = recorder.GetWriter();
        start.SignalAndWait();
        for (int i = 0; i < records; i++)
        {
            long nanoseconds = random.NextInt64(1L << random.Next(1, 43)) - 1;
            expected.Record(nanoseconds);
            if ((i & 1) == 0)
            {
                own.Record(nanoseconds);
            }
            else
            {
                recorder.Record(nanoseconds);
            }
        }

        return expected;
    }

    private static void Run(Action action)
    {
        Thread thread = new(() => action());
        thread.Start();
        thread.Join();
    }

    private static void AssertSame(HistogramSnapshot expected, HistogramSnapshot actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.OverRange, actual.OverRange);
        Assert.True(expected.Counts.All.SequenceEqual(actual.Counts.All), $"A bucket differs (seed {Seed}).");
    }
}
