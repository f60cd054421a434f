using HotPath.Analysis.Results;
using HotPath.Soak.Commands;
using HotPath.Soak.Reports;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Distributed.Merging;

public sealed class WorkerMergeCommandTests : IDisposable
{
    private static readonly string[] Reports = ["report.md", "report.html"];

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("hotpath-merge-command-");

    public void Dispose() => _temporary.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // a worker whose process was killed
    public void Merge_ReportedAgain_IsTheSameByteForByte(bool isComplete)
    {
        Record(isComplete);
        WorkerMergeCommand.Merge(_temporary.FullName, PathOf("merged"));
        byte[][] written = [.. Reports.Select(report => File.ReadAllBytes(PathOf("merged", report)))];
        byte[] run = File.ReadAllBytes(PathOf("merged", "run.json"));
        foreach (string report in Reports) File.Delete(PathOf("merged", report));

        using (ResultFolder folder = ResultFolder.Open(PathOf("merged"))) RunReports.WriteAll(folder, KilledRun.Judge(ResultReader.Read(PathOf("merged")), PathOf("merged")));

        Assert.Equal(written, Reports.Select(report => File.ReadAllBytes(PathOf("merged", report))));
        Assert.Equal(run, File.ReadAllBytes(PathOf("merged", "run.json")));
    }

    [Fact]
    public void Merge_Twice_WritesTheSameByteForByte()
    {
        Record(isComplete: true);

        WorkerMergeCommand.Merge(_temporary.FullName, PathOf("merged"));
        WorkerMergeCommand.Merge(_temporary.FullName, PathOf("again"));

        string[] names = [.. Directory.GetFiles(PathOf("merged")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(["events.ndjson", "intervals.ndjson", "latency.hlog", "report.html", "report.md", "run.json", "scenario.json"], names);
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(PathOf("merged", name)), File.ReadAllBytes(PathOf("again", name))));
    }

    private void Record(bool isComplete)
    {
        Scenario scenario = new() { Name = "chat", Workload = [new RequestGroup { Name = "chat" }], Thresholds = ["errors.rate < 90%"] };
        Random random = new(5);
        foreach (string node in (string[])["b", "a", "c"])
        {
            using WorkerBench bench = new(_temporary.FullName, node, scenario, DateTimeOffset.UnixEpoch.AddSeconds(random.NextDouble()));
            for (int second = 0; second < 8; second++)
            {
                for (int n = 0; n < 20; n++) bench.Record(GivenRequest.Draw(random, groups: 1));
                bench.Close();
            }

            bench.Tell(new RunEvent { At = DateTimeOffset.UnixEpoch.AddSeconds(1), ElapsedSeconds = 1, Kind = RunEventKind.LimitNear, Text = "near" });
            if (isComplete || node != "a") bench.End();
        }
    }

    private string PathOf(params string[] names) => Path.Combine([_temporary.FullName, .. names]);
}
