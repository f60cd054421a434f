using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Distributed.Merging;

public sealed class WorkerMergeTests : IDisposable
{
    private const int Seconds = 12;

    private static readonly Scenario OneGroup = new()
    {
        Name = "one",
        Workload = [new RequestGroup { Name = "chat" }],
        Thresholds = ["errors.rate < 50%"],
        Load = ClosedLoad.Constant(users: 10, TimeSpan.FromSeconds(Seconds)),
    };

    private static readonly Scenario TwoGroups = OneGroup with
    {
        Name = "two",
        Workload = [new RequestGroup { Name = "short", Weight = 3 }, new RequestGroup { Name = "long" }],
        Goodput = [new GoodputLimit(RequestLatency.E2e, 1_000, MayEqual: true)],
    };

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("hotpath-merge-");

    public void Dispose() => _temporary.Delete(recursive: true);

    public static TheoryData<int, int, int> Workers => new() { { 1, 1, 11 }, { 2, 1, 12 }, { 2, 2, 13 }, { 5, 2, 14 } };

    [Theory]
    [MemberData(nameof(Workers))]
    public void Merge_WorkersOfOneStart_HasTheFiguresOfOneRecorderThatSawAll(int workers, int groups, int seed)
    {
        Scenario scenario = groups == 1 ? OneGroup : TwoGroups;
        using WorkerBench all = new(Subfolder("all"), node: null, scenario);
        Run(Subfolder("workers"), scenario, workers, seed, all);

        RecordedRun merged = MergedFolder.Merge(Subfolder("workers"));

        string output = Path.Combine(Subfolder("workers"), "merged");
        AssertAlike(ResultFormat.Run, all.Current, merged.Run, $"seed {seed}", "requests", "streams", "integrity", "latency", "groups", "warmUp", "durationSeconds", "recordedSeconds", "startedAt");
        Assert.Equal(Seconds, merged.IntervalCount);
        foreach ((IntervalResult one, IntervalResult expected) in merged.EveryInterval.Zip(ResultReader.Read(all.Path).EveryInterval))
        {
            AssertAlike(ResultFormat.Interval, expected, one, $"seed {seed}, second {expected.StartSeconds}", "startSeconds", "lengthSeconds", "requests", "streams", "openStreams", "latency");
        }

        Assert.Equal(File.ReadAllBytes(Path.Combine(all.Path, "latency.hlog")), File.ReadAllBytes(Path.Combine(output, "latency.hlog")));
        if (groups > 1) Assert.Equal(File.ReadAllBytes(Path.Combine(all.Path, "groups.hlog")), File.ReadAllBytes(Path.Combine(output, "groups.hlog")));
        Assert.Equal(groups > 1, File.Exists(Path.Combine(output, "groups.hlog")));
        Assert.Equal(("pass", 0, workers), (merged.Run.Verdict, merged.Run.ExitCode, merged.Run.Workers!.Count));
        Assert.Empty(merged.Remarks);
    }

    [Fact]
    public void Merge_WorkersOfAnyStarts_HasEveryCountOfEveryBucket()
    {
        const int Seed = 21;
        Random random = new(Seed);
        HistogramSnapshot ttft = new();
        HistogramSnapshot ofShort = new();
        for (int worker = 0; worker < 4; worker++)
        {
            using WorkerBench bench = new(Subfolder("workers"), $"w{worker}", TwoGroups, DateTimeOffset.UnixEpoch.AddSeconds(worker * 0.71), clockOffsetSeconds: worker * 1.5);
            for (int interval = 0; interval < Seconds; interval++)
            {
                for (int n = random.Next(40); n > 0; n--)
                {
                    GivenRequest request = GivenRequest.Draw(random, groups: 2);
                    bench.Record(request);
                    long value = request.Latencies.Single(latency => latency.Metric == Metric.Ttft).Nanoseconds;
                    ttft.Record(value);
                    if (request.Group == 0) ofShort.Record(value);
                }

                bench.Close(seconds: random.Next(8) == 0 ? 3 * random.NextDouble() : 1 + (0.01 * random.NextDouble())); // late by milliseconds, and now and then by seconds
            }

            bench.End();
        }

        RecordedRun merged = MergedFolder.Merge(Subfolder("workers"));

        string output = Path.Combine(Subfolder("workers"), "merged");
        Assert.Equal(BucketsOf(ttft), BucketsOf(LatencyLogReader.Read(output).Of("ttft")!));
        Assert.Equal(BucketsOf(ofShort), BucketsOf(LatencyLogReader.Read(output, firstName: ResultFileNames.GroupLog).Of("1/ttft")!));
        Assert.Equal(ttft.Count, merged.EveryInterval.Sum(interval => interval.Latency.Ttft?.Count ?? 0));
        Assert.Equal(ttft.Count, merged.EveryInterval.Sum(interval => interval.Requests.Finished));
        Assert.Equal((ttft.Count, ttft.ValueAtPercentile(99.9) / 1e6), (merged.Run.Latency.Ttft!.Count, merged.Run.Latency.Ttft.P999));
        Assert.All(merged.EveryInterval.Zip(merged.EveryInterval.Skip(1)), pair => Assert.True(pair.First.StartSeconds < pair.Second.StartSeconds));
    }

    [Fact]
    public void Merge_IntervalsThatBeginInTheMiddleOfACell_PutsOneIntoEach()
    {
        Random random = new(31);
        using WorkerBench first = new(Subfolder("workers"), "a", OneGroup);
        using WorkerBench second = new(Subfolder("workers"), "b", OneGroup, DateTimeOffset.UnixEpoch.AddSeconds(0.5));
        for (int interval = 0; interval < 60; interval++)
        {
            foreach (WorkerBench bench in (WorkerBench[])[first, second])
            {
                bench.Record(GivenRequest.Draw(random, groups: 1));
                bench.Close(seconds: interval % 4 is 0 or 3 ? 0.98 : 1.02); // the middles of the second's lie now on this side of a cell's edge, now on that
            }
        }

        first.End();
        second.End();

        RecordedRun merged = MergedFolder.Merge(Subfolder("workers"));

        Assert.Equal(Enumerable.Repeat(2, 60), merged.EveryInterval.Select(interval => (int)interval.Requests.Finished));
    }

    [Fact]
    public void Merge_Peaks_AreTheSumOfWhatEachHad()
    {
        using WorkerBench first = new(Subfolder("workers"), "a", OneGroup);
        using WorkerBench second = new(Subfolder("workers"), "b", OneGroup);
        Open(first, peak: 5, now: 2);
        Open(second, peak: 7, now: 4);
        foreach (WorkerBench bench in (WorkerBench[])[first, second]) Finish(bench);
        second.Recorder.OpenStreams.Down();
        second.Close();
        second.End();

        RecordedRun merged = MergedFolder.Merge(Subfolder("workers"));

        Assert.Equal(12, merged.Run.Streams.OpenPeak);
        Assert.Equal([(12, 6), (12, 3)], merged.EveryInterval.Select(interval => ((int)interval.Streams.OpenPeak, (int)interval.OpenStreams))); // in the second the first worker has ended

        void Finish(WorkerBench bench)
        {
            bench.Record(GivenRequest.Draw(new Random(1), groups: 1));
            bench.Close();
            bench.End();
        }
    }

    [Fact]
    public void Merge_Generators_AreTheWorstOfAllInWhatOneHasAndAllTogetherInWhatTheyDid()
    {
        using WorkerBench first = new(Subfolder("workers"), "a", OneGroup);
        using WorkerBench second = new(Subfolder("workers"), "b", OneGroup);
        Random random = new(1);
        foreach ((WorkerBench bench, ProcessFigures process) in new[]
        {
            (first, new ProcessFigures { CpuPercent = 40, RssPeakMB = 90, Gc = new GcFigures { Gen0 = 3, PausePercent = 0.1 }, AllocatedBytesPerRequest = 100, HeapSlopeMBPerHour = -1 }),
            (second, new ProcessFigures { CpuPercent = 30, RssPeakMB = 120, Gc = new GcFigures { Gen0 = 4, PausePercent = 0.3 }, AllocatedBytesPerRequest = 400, HeapSlopeMBPerHour = 2 }),
        })
        {
            for (int n = bench == first ? 30 : 10; n > 0; n--) bench.Record(GivenRequest.Draw(random, groups: 1));
            bench.Close(generator: process);
            bench.End();
        }

        ProcessFigures generator = MergedFolder.Merge(Subfolder("workers")).Run.Generator!;

        Assert.Equal((40, 120, 7, 0.3, 2), (generator.CpuPercent, generator.RssPeakMB, generator.Gc.Gen0, generator.Gc.PausePercent, generator.HeapSlopeMBPerHour));
        Assert.Equal(175, generator.AllocatedBytesPerRequest!.Value, 9);
    }

    [Fact]
    public void Merge_Events_AreInTheOrderOfTheMastersClock()
    {
        using WorkerBench first = new(Subfolder("workers"), "a", OneGroup, DateTimeOffset.UnixEpoch.AddSeconds(100), clockOffsetSeconds: -98);
        using WorkerBench second = new(Subfolder("workers"), "b", OneGroup);
        foreach (WorkerBench bench in (WorkerBench[])[first, second])
        {
            bench.Record(GivenRequest.Draw(new Random(1), groups: 1));
            bench.Close(seconds: 5);
            bench.End();
        }

        first.Tell(new RunEvent { At = DateTimeOffset.UnixEpoch.AddSeconds(101), ElapsedSeconds = 1, Kind = RunEventKind.AlertFiring, Text = "late", Expression = "ttft.p99 < 1s" });
        second.Tell(new RunEvent { At = DateTimeOffset.UnixEpoch.AddSeconds(2), ElapsedSeconds = 2, Kind = RunEventKind.LimitNear, Text = "early" });

        RecordedRun merged = MergedFolder.Merge(Subfolder("workers"));

        Assert.Equal([("b: early", 2.0), ("a: late", 3.0)], merged.Events.Select(happened => (happened.Text, happened.ElapsedSeconds)));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(3), merged.Events[1].At);
        Assert.Equal((7, DateTimeOffset.UnixEpoch), (merged.Run.DurationSeconds, merged.Run.StartedAt)); // from the second's start to the first's end
    }

    private void Run(string folder, Scenario scenario, int workers, int seed, WorkerBench all)
    {
        Random random = new(seed);
        WorkerBench[] benches = [.. Enumerable.Range(0, workers).Select(worker => new WorkerBench(folder, $"w{worker}", scenario))];
        for (int second = 0; second < Seconds; second++)
        {
            foreach (WorkerBench bench in benches)
            {
                for (int n = random.Next(60); n > 0; n--)
                {
                    GivenRequest request = GivenRequest.Draw(random, scenario.Workload.Count);
                    bench.Record(request);
                    all.Record(request);
                }

                bench.Close();
            }

            all.Close();
        }

        foreach (WorkerBench bench in benches)
        {
            bench.End();
            bench.Dispose();
        }
    }

    private static void Open(WorkerBench bench, int peak, int now)
    {
        for (int i = 0; i < peak; i++) bench.Recorder.OpenStreams.Up();
        for (int i = now; i < peak; i++) bench.Recorder.OpenStreams.Down();
    }

    private string Subfolder(string name) => Directory.CreateDirectory(Path.Combine(_temporary.FullName, name)).FullName;

    private static IEnumerable<(long, long)> BucketsOf(HistogramSnapshot histogram) => histogram.Buckets.Select(bucket => (bucket.Lowest, bucket.Count));

    private static void AssertAlike<T>(System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> format, T expected, T actual, string where, params string[] members)
    {
        JsonNode one = JsonSerializer.SerializeToNode(expected, format)!;
        JsonNode other = JsonSerializer.SerializeToNode(actual, format)!;
        foreach (string member in members) AssertAlike(one[member], other[member], $"{where}: {member}");
    }

    // Means of means are the same but for their last bits.
    private static void AssertAlike(JsonNode? expected, JsonNode? actual, string path)
    {
        if (expected is JsonObject members)
        {
            Assert.True(actual is JsonObject, $"{path} is {actual}, and {expected} was expected.");
            foreach (string name in members.Select(member => member.Key).Union(actual!.AsObject().Select(member => member.Key))) AssertAlike(expected[name], actual[name], $"{path}.{name}");
        }
        else if (expected is JsonValue value && value.GetValueKind() is JsonValueKind.Number)
        {
            Assert.True(actual is not null && Math.Abs(actual.GetValue<double>() - value.GetValue<double>()) <= 1e-9 * Math.Abs(value.GetValue<double>()), $"{path} is {actual}, and {expected} was expected.");
        }
        else
        {
            Assert.True(JsonNode.DeepEquals(expected, actual), $"{path} is {actual}, and {expected} was expected.");
        }
    }
}
