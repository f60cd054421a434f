using HotPath.Analysis.Results;
using HotPath.Soak.Commands;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Distributed.Merging;

public sealed class WorkerFoldersTests : IDisposable
{
    private const string TakeAgain = "Copy the folder again from the worker's own disk, or leave it out.";

    private static readonly Scenario Scenario = new() { Name = "refused", Workload = [new RequestGroup { Name = "chat" }], Thresholds = ["errors.rate < 1%"] };

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("hotpath-worker-folders-");

    private string Folder => _temporary.FullName;

    public void Dispose() => _temporary.Delete(recursive: true);

    [Fact]
    public void Read_NoFolder_SaysSo()
    {
        string folder = Path.Combine(Folder, "nowhere");

        Assert.Equal([$"--merge is '{folder}', and there is no such folder; one with a folder for each worker is expected. Name the folder that the master's stub printed."], MergedFolder.Problems(folder));
    }

    [Fact]
    public void Read_NoFolderOfAWorker_SaysSo()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "merged")); // where the result will lie is none, empty as it is

        Assert.Equal([$"--merge is '{Folder}', which holds no folder of a worker; one for each is expected. Name the folder that the master's stub printed."], MergedFolder.Problems(Folder));
    }

    [Fact]
    public void Read_ManyProblems_SaysEachByItsFolder()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "0-empty-of-runs"));
        File.WriteAllText(Path.Combine(Folder, "0-empty-of-runs", "latency.hlog"), "");
        Worker("1-broken").Dispose();
        File.WriteAllText(PathOf("1-broken", "run.json"), "{");
        Worker("2-alone", run => run with { Worker = null }).Dispose();
        Worker("3-older", run => run with { Environment = run.Environment with { Version = "0.9" } }).Dispose();
        Worker("4-nameless").Dispose();
        File.Delete(PathOf("4-nameless", "scenario.json"));
        Worker("5-sound").Dispose();

        IReadOnlyList<string> problems = MergedFolder.Problems(Folder);

        string own = EnvironmentReading.Read(target: null, command: "").Version;
        Assert.Equal($"{PathOf("0-empty-of-runs")} has no run.json: nothing of a worker's run is in it. {TakeAgain}", problems[0]);
        Assert.StartsWith($"{PathOf("1-broken", "run.json")} is not JSON: ", problems[1], StringComparison.Ordinal);
        Assert.Equal(
            [
                $"{PathOf("2-alone")} holds a run that no Locust master asked for: its run.json has no worker. Give it a folder of its own, and report it there.",
                $"{PathOf("3-older")} was made by HotPath 0.9; this is {own}, and its figures could mean something else. Merge it with the version that made it.",
                $"{PathOf("4-nameless")} has no scenario.json, so nobody can tell whether it ran what the others did. {TakeAgain}",
            ],
            problems.Skip(2));
    }

    [Fact]
    public void Read_AnotherScenario_NamesWhatDiffers()
    {
        Worker("a").Dispose();
        Worker("b", scenario: Scenario with { Thresholds = ["errors.rate < 2%"], Load = ClosedLoad.Constant(users: 7, TimeSpan.FromSeconds(9)) }).Dispose();
        Worker("c", scenario: Scenario with { Load = ClosedLoad.Constant(users: 3, TimeSpan.FromSeconds(9)) }).Dispose(); // the load is the master's

        Assert.Equal(
            [$"{PathOf("b", "scenario.json")} is another scenario than {PathOf("a", "scenario.json")}: thresholds differ. Only workers that ran the same can be merged: merge each test's folders alone."],
            MergedFolder.Problems(Folder));
    }

    [Fact]
    public void Read_AnotherTime_IsRefusedByTheMastersClock()
    {
        DateTimeOffset start = new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);
        Worker("a", startedAt: start).Dispose();
        Worker("b", startedAt: start.AddSeconds(1.5), clockOffsetSeconds: -1).Dispose(); // begins while the first goes on, though not by its own clock
        Worker("c", startedAt: start.AddSeconds(0.2), clockOffsetSeconds: 60).Dispose();

        Assert.Equal(
            [
                $"{PathOf("c")} began at 04:01:00 UTC of 2026-11-22, when the workers before it had ended (04:00:01 UTC of 2026-11-22); only what went on at the same time can be merged. " +
                "Merge each test's folders alone.",
            ],
            MergedFolder.Problems(Folder));
    }

    [Fact]
    public void Read_TheSameWorkerTwice_IsRefused()
    {
        Worker("a").Dispose();
        Worker("b", run => run with { Worker = run.Worker! with { Node = "a" } }).Dispose();

        Assert.Equal([$"{PathOf("a")} and {PathOf("b")} are of the same worker, a; what it did would count 2 times. Leave one of them."], MergedFolder.Problems(Folder));
    }

    [Theory]
    [InlineData("latency.hlog", "has 2 values of ttft in latency.hlog, and 3 in run.json")]
    [InlineData("intervals.ndjson", "has 2 finished requests in intervals.ndjson, and 3 in run.json")]
    public void Read_ALineIsLost_IsRefusedByWhatIsMissing(string file, string problem)
    {
        Worker("a").Dispose();
        using (WorkerBench bench = Worker("b", ends: false))
        {
            bench.Record(Request);
            bench.Record(Request);
            bench.Close();
            bench.End();
        }

        string[] lines = File.ReadAllLines(PathOf("b", file));
        int first = Array.FindIndex(lines, line => line[0] is not ('#' or '"'));
        File.WriteAllLines(PathOf("b", file), lines.Where((_, i) => i != first));

        Assert.Equal([$"{PathOf("b")} {problem}: a part is missing. {TakeAgain}"], MergedFolder.Problems(Folder));
    }

    [Fact]
    public void Merge_FolderThatIsNotEmpty_IsRefusedWithAllElse()
    {
        Worker("a", run => run with { Worker = null }).Dispose();
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(PathOf("merged")).FullName, "run.json"), "{}");

        BadInputException refusal = Assert.Throws<BadInputException>(() => WorkerMergeCommand.Merge(Folder, PathOf("merged")));

        Assert.Equal($"The result folder {PathOf("merged")} is not empty (it holds run.json); a run never writes over another. Name a folder that is absent or empty.", refusal.Problems[0]);
        Assert.Contains(refusal.Problems, problem => problem.StartsWith(PathOf("a"), StringComparison.Ordinal));
    }

    [Fact]
    public void Merge_BesideAMergedRun_PassesItOver()
    {
        Worker("a").Dispose();
        Worker("b").Dispose();
        RunResult first = MergedFolder.Merge(Folder).Run;

        RunResult second = WorkerMergeCommand.Merge(Folder, PathOf("again"));

        Assert.Equal((2, 2), (first.Requests.Finished, second.Requests.Finished));
    }

    private static GivenRequest Request { get; } = new(Group: 0, Outcome.Completed, Status: 200, Tokens: 3, [(Metric.Ttft, 10_000_000)]);

    private WorkerBench Worker(string node, Func<RunResult, RunResult>? change = null, Scenario? scenario = null, DateTimeOffset? startedAt = null, double clockOffsetSeconds = 0, bool ends = true)
    {
        WorkerBench bench = new(Folder, node, scenario ?? Scenario, startedAt, clockOffsetSeconds);
        bench.Record(Request);
        bench.Close();
        if (ends) bench.End();
        if (change is not null) bench.Write(change);
        return bench;
    }

    private string PathOf(params string[] names) => Path.Combine([Folder, .. names]);
}
