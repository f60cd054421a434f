using HotPath.Recording;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Telemetry;

public sealed class RunRecorderTests
{
    private const int ShardBytes = HistogramLayout.BucketCount * sizeof(long);

    [Fact]
    public void Record_EveryLatencyOfTheWarmUp_AllocatesNoShard()
    {
        RunRecorder recorder = new(new Scenario { Name = "two", Workload = [new RequestGroup { Name = "a" }, new RequestGroup { Name = "b" }] }, recordingThreads: 1);
        long allocated = 0;
        Thread thread = new(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (GroupRecorder group in recorder.WarmUp)
            {
                foreach (Metric metric in Enum.GetValues<Metric>()) group.Record(metric, nanoseconds: 1_000);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });

        thread.Start();
        thread.Join();

        Assert.InRange(allocated, 0, ShardBytes - 1);
    }

    [Fact]
    public void Finished_RequestsOfEveryOutcome_CountsAll()
    {
        CounterSet counters = new();
        foreach (Outcome outcome in Enum.GetValues<Outcome>()) counters.Add(outcome);
        counters.AddStatus(200);
        counters.Add(Counter.TlsResumed);

        Assert.Equal(Enum.GetValues<Outcome>().Length, counters.Finished);
    }
}
