using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Distributed.Merging;

public sealed class MergedVerdictTests : IDisposable
{
    private const string Killed = "The process of b ended before the run did; what was measured until then kept every limit. Run it again.";

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("hotpath-merged-verdict-");

    public void Dispose() => _temporary.Delete(recursive: true);

    [Theory]
    [InlineData("ttft.p50 < 60ms", "pass", 0)] // the second worker alone breaks it: half of its values are at 100 ms
    [InlineData("ttft.p90 < 60ms", "fail", 1)] // the first worker alone keeps it
    [InlineData("requests.finished == 40", "pass", 0)]
    public void Merge_ALimit_IsJudgedOnTheFiguresOfAll(string threshold, string verdict, int exitCode)
    {
        using WorkerBench first = Worker("a", threshold, slow: 0);
        using WorkerBench second = Worker("b", threshold, slow: 15);
        first.End();
        second.End("fail", $"{threshold} failed: measured 100ms.");

        RunResult merged = MergedFolder.Merge(_temporary.FullName).Run;

        Assert.Equal((verdict, exitCode), (merged.Verdict, merged.ExitCode));
        Assert.Equal((threshold, exitCode == 0), (merged.Thresholds.Single().Expression, merged.Thresholds.Single().Passed));
        Assert.Equal(["pass", "fail"], merged.Workers!.Select(worker => worker.Verdict));
    }

    [Fact]
    public void Merge_AVoidWorker_VoidsTheWholeAndIsNamed()
    {
        const string Limit = "ttft.p90 < 60ms";
        using WorkerBench first = Worker("a", Limit, slow: 0);
        using WorkerBench second = Worker("b", Limit, slow: 15);
        first.End();
        second.Write(run => run with { Thresholds = [new ThresholdResult(Limit, 100, Passed: false)] });
        second.End("void", "The generator was out of sockets.", $"{Limit} failed: measured 100ms.");

        RunResult merged = MergedFolder.Merge(_temporary.FullName).Run;

        Assert.Equal(("void", 3), (merged.Verdict, merged.ExitCode));
        Assert.Equal(["Worker b: The generator was out of sockets.", $"{Limit} failed: measured 100.007935ms."], merged.Reasons); // the limit once, of all
    }

    [Fact]
    public void Merge_AVoidWorkerWithoutUsers_VoidsNothing()
    {
        using WorkerBench first = Worker("a", "ttft.p90 < 60ms", slow: 0);
        using WorkerBench second = new(_temporary.FullName, "b", ScenarioWith("ttft.p90 < 60ms"));
        second.Close();
        second.Write(run => run with { Worker = run.Worker! with { MostUsers = 0 } });
        first.End();
        second.End("void", "The run was ended in its warm-up: nothing was measured. Let it run longer.");

        RunResult merged = MergedFolder.Merge(_temporary.FullName).Run;

        Assert.Equal(("pass", 0, "void"), (merged.Verdict, merged.ExitCode, merged.Workers![1].Verdict));
    }

    [Theory]
    [InlineData("ttft.p90 < 2s", "void", 3, Killed)]
    [InlineData("ttft.p90 < 5ms", "fail", 1, "ttft.p90 < 5ms failed: measured 10.002431ms.")]
    public void Merge_AKilledWorker_IsUsedAsFarAsItsRecordReaches(string threshold, string verdict, int exitCode, string reason)
    {
        using WorkerBench first = Worker("a", threshold, slow: 0);
        using WorkerBench second = Worker("b", threshold, slow: 0);
        first.End();
        byte[] recorded = File.ReadAllBytes(Path.Combine(second.Path, "run.json"));
        second.Record(Request(10_000_000));
        second.Close(); // in its logs, and in no run.json any more
        File.WriteAllBytes(Path.Combine(second.Path, "run.json"), recorded);
        File.AppendAllText(Path.Combine(second.Path, "intervals.ndjson"), "{\"startSeconds\":");

        RecordedRun merged = MergedFolder.Merge(_temporary.FullName);

        Assert.Equal((verdict, exitCode, false), (merged.Run.Verdict, merged.Run.ExitCode, merged.Run.Complete));
        Assert.Equal([reason], merged.Run.Reasons);
        Assert.Equal([true, false], merged.Run.Workers!.Select(worker => worker.Complete));
        Assert.Equal((40, 40), (merged.Run.Requests.Finished, merged.Run.Latency.Ttft!.Count));
        Assert.Equal(40, merged.EveryInterval.Sum(interval => interval.Latency.Ttft?.Count));
        Assert.Contains("intervals.ndjson ends in mid-line: the last interval is left out", merged.Run.Workers![1].Remarks);
    }

    [Theory]
    [InlineData("ttft.p90 < 2s", "pass", 0)]
    [InlineData("ttft.p90 < 5ms", "fail", 1)]
    public void Merge_AMasterThatQuit_LacksTheWorkersVerdictsAndNothingElse(string threshold, string verdict, int exitCode)
    {
        using WorkerBench first = Worker("a", threshold, slow: 0);
        using WorkerBench second = Worker("b", threshold, slow: 0);
        foreach (WorkerBench bench in (WorkerBench[])[first, second]) bench.Write(run => run with { Worker = run.Worker! with { TestEnded = true } });

        RecordedRun merged = MergedFolder.Merge(_temporary.FullName);

        Assert.Equal((verdict, exitCode, true), (merged.Run.Verdict, merged.Run.ExitCode, merged.Run.Complete));
        Assert.All(merged.Run.Workers!, worker => Assert.True(worker.Complete && worker.Verdict == verdict && worker.Remarks.Count == 0, worker.Verdict));
    }

    [Fact]
    public void Merge_AWorkerThatDrifted_FailsTheWhole()
    {
        using WorkerBench first = Worker("a", "ttft.p90 < 2s", slow: 0);
        using WorkerBench second = Worker("b", "ttft.p90 < 2s", slow: 0);
        first.End();
        second.Write(run => run with { Trends = new Dictionary<string, TrendFigures> { ["generator.rss"] = new() { Verdict = "rising", Fails = true, Unit = "MB", SlopePerHour = 90, Low = 80, High = 100, BudgetPerHour = 5 } } });
        second.End("fail", "its memory rises");

        RunResult merged = MergedFolder.Merge(_temporary.FullName).Run;

        Assert.Equal(("fail", 1), (merged.Verdict, merged.ExitCode));
        Assert.Equal(
            ["Worker b: generator.rss is rising by 90 MB an hour (99 % interval 80 to 100), to the end; it may change by 5. The generator itself leaks: report it with the scenario."], merged.Reasons);
    }

    [Fact]
    public void Merge_ALimitOnWhatIsInNoLog_CannotBeJudged()
    {
        const string Limit = "by.model.sim-small.ttft.p99 < 1s";
        using WorkerBench first = Worker("a", Limit, slow: 0);
        using WorkerBench second = Worker("b", Limit, slow: 0);
        foreach (WorkerBench bench in (WorkerBench[])[first, second])
        {
            bench.Write(run => run with
            {
                By = new SliceSet { Model = new Dictionary<string, SliceFigures> { ["sim-small"] = new() { Requests = 20, Ttft = new LatencySummary { Count = 20, Min = 1, Mean = 2, P99 = 3, Max = 4 } } } },
                Thresholds = [new ThresholdResult(Limit, 0.003, Passed: true)],
            });
            bench.End();
        }

        RunResult merged = MergedFolder.Merge(_temporary.FullName).Run;

        Assert.Equal(("void", 3), (merged.Verdict, merged.ExitCode));
        Assert.Equal([$"{Limit} cannot be judged: its distribution is in no worker's log, so that of all cannot be had. See what each worker says of it in its own folder."], merged.Reasons);
        Assert.Equal(new ThresholdResult(Limit, null, Passed: false), Assert.Single(merged.Thresholds));
        Assert.Equal((40, 40, 4.0, null), (merged.By!.Model!["sim-small"].Requests, merged.By.Model["sim-small"].Ttft!.Count, merged.By.Model["sim-small"].Ttft!.Max, merged.By.Model["sim-small"].Ttft!.P99));
    }

    /// <summary>Twenty answers, of which so many took 100 ms to their first token, and the others 10.</summary>
    private WorkerBench Worker(string node, string threshold, int slow)
    {
        WorkerBench bench = new(_temporary.FullName, node, ScenarioWith(threshold));
        for (int n = 0; n < 20; n++) bench.Record(Request(n < slow ? 100_000_000 : 10_000_000));
        bench.Close();
        return bench;
    }

    private static GivenRequest Request(long ttft) => new(Group: 0, Outcome.Completed, Status: 200, Tokens: 3, [(Metric.Ttft, ttft)]);

    private static Scenario ScenarioWith(string threshold) => new()
    {
        Name = "judged",
        Workload = [new RequestGroup { Name = "chat" }],
        Thresholds = [threshold],
        Load = ClosedLoad.Constant(users: 10, TimeSpan.FromSeconds(10)),
    };
}
