using HotPath.Analysis.Results;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Runs;

public sealed class KilledRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hotpath-killed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("ttft.p99 < 1s", "void", 3)]
    [InlineData("ttft.p99 < 1us", "fail", 1)]
    public void Judge_RunWithoutAVerdict_FailsWhereALimitHadFailedElseIsVoid(string threshold, string verdict, int exitCode)
    {
        Scenario scenario = new() { Name = "killed", Workload = [new RequestGroup { Name = "chat" }], Thresholds = [threshold] };
        File.WriteAllBytes(Path.Combine(_folder, ResultFileNames.Scenario), ScenarioWriter.Write(scenario));

        RunResult judged = KilledRun.Judge(new RecordedRun(Running, [], []), _folder).Run;

        Assert.Equal((verdict, exitCode), (judged.Verdict, judged.ExitCode));
        Assert.False(judged.Complete);
        Assert.Equal(threshold, Assert.Single(judged.Thresholds).Expression);
    }

    [Fact]
    public void Judge_RunWithAVerdict_LeavesItAsItIs()
    {
        RecordedRun recorded = new(Running with { Verdict = "pass", ExitCode = 0, Complete = true }, [], []);

        Assert.Same(recorded, KilledRun.Judge(recorded, _folder));
    }

    private static RunResult Running { get; } = new()
    {
        Id = "20261121T000000Z-killed",
        Scenario = "killed",
        Seed = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        DurationSeconds = 5,
        Topology = "target",
        Environment = EnvironmentReading.Read(target: "http://gateway/v1", command: "run"),
        Requests = new RequestFigures { Scheduled = 10, Started = 10, Finished = 10 },
        Latency = new LatencyFigures { Ttft = new LatencySummary { Count = 10, P99 = 80 } },
    };
}
