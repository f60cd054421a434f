using System.Globalization;
using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Soak;

namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>Workers of a real Locust master against one simulated gateway: what the master says is what they measured, and it has their folders.</summary>
public sealed class WorkerCommandTests : IDisposable
{
    private const string Scenario = """
        {
          "name": "led",
          "load": { "users": 1, "think": "20ms", "for": "1m" },
          "workload": [ { "name": "stream", "weight": 2 }, { "name": "whole", "stream": false } ],
          "thresholds": [ "requests.finished > 0" ]
        }
        """;

    private const string Gateway = """
        {
          "ttft": "constant(20ms)", "itl": "constant(5ms)", "tokens": "uniform(3, 9)",
          "faults": { "reject": { "share": 0.1, "status": 503 }, "inBandError": { "share": 0.1 } }
        }
        """;

    /// <summary>Two tests, one after the other, each stopped in order: what the web page does.</summary>
    private const string TwoTests = """
        from gevent import monkey
        monkey.patch_all()
        import sys
        import gevent
        import locustfile
        from locust import events
        from locust.argument_parser import parse_options
        from locust.env import Environment

        options = parse_options(["--hotpath-out", sys.argv[2], "--enable-rebalancing"])
        environment = Environment(user_classes=[locustfile.Led], events=events, parsed_options=options)
        runner = environment.create_master_runner("127.0.0.1", int(sys.argv[1]))
        events.init.fire(environment=environment, runner=runner, web_ui=None)

        def until(condition):
            while not condition():
                gevent.sleep(0.02)

        for users in (2, 3):
            until(lambda: len(runner.clients.ready) == 1)
            runner.start(users, spawn_rate=10)
            until(lambda: runner.stats.total.num_requests >= 20)
            runner.start(1, spawn_rate=10)
            seen = runner.stats.total.num_requests
            until(lambda: runner.stats.total.num_requests >= seen + 20)
            runner.stop()
            until(lambda: runner.state == "stopped" and len(runner.clients.ready) == 1)
            print("COUNTED", runner.stats.total.num_requests, runner.stats.total.num_failures)
        runner.quit()
        events.quit.fire(exit_code=0)
        """;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Test_TwoWorkers_IsCountedAsTheyCountAndTheirFoldersAreAtTheMaster()
    {
        await PrintLocustfileAsync();
        await using SoakProcess gateway = StartGateway();
        Uri target = await gateway.WaitUntilReadyAsync();
        await using ServingMaster master = ServingMaster.StartTest(_folder.FullName, workers: 2, users: 6, seconds: 5);
        await using SoakProcess first = StartWorker(master, target, "one");
        await using SoakProcess second = StartWorker(master, target, "two");

        string said = await master.WaitAsync(Cancelled);
        (int exitCode, string output, string error)[] ends = [await first.WaitAsync(), await second.WaitAsync()];

        Assert.All(ends, end => Assert.True(end.exitCode is 0 or 3, $"{end.exitCode}: {end.error}{end.output}"));
        string[] folders = [RunFolder("one"), RunFolder("two")];
        RunResult[] runs = [.. folders.Select(folder => ResultReader.Read(folder).Run)];
        foreach ((RunResult run, (int exitCode, _, _)) in runs.Zip(ends)) Judged.Pass(run, exitCode);
        Assert.All(runs, run => Assert.True(run is { Topology: "distributed", StoppedEarly: false }));
        Assert.Equal([0, 1], runs.Select(run => run.Worker!.Index ?? -1).Order());
        Assert.Equal(6, runs.Sum(run => run.Worker!.MostUsers));
        Assert.Equal(2, runs.Select(run => run.Seed).Distinct().Count());
        Assert.Contains("HotPath: results of 2 workers are in", said, StringComparison.Ordinal);
        if (runs.Any(run => run.Verdict == "void")) return; // on a machine that is late the last report may be, too, and a master that quits is gone after half a second

        AssertTable(master, runs);
        for (int i = 0; i < runs.Length; i++) AssertSameFiles(folders[i], Path.Combine(master.Results, runs[i].Worker!.Node));
        await AssertMergedAsync(master, runs);
    }

    /// <summary>From the master's copies, whose workers it did not wait for when it quit.</summary>
    private async Task AssertMergedAsync(ServingMaster master, RunResult[] runs)
    {
        (int exitCode, string output, string error) = await SoakProcess.RunAsync("worker", "--merge", master.Results, "--out", _folder.NewPath("merged"));

        Assert.True(exitCode == 0, error + output);
        RunResult merged = ResultReader.Read(_folder.NewPath("merged")).Run;
        Assert.True(merged is { Complete: true, Topology: "distributed", Verdict: "pass" });
        Assert.Equal(runs.Select(run => run.Worker!.Node).Order(), merged.Workers!.Select(worker => worker.Node).Order());
        Assert.Equal(runs.Sum(run => run.Requests.Finished), merged.Requests.Finished);
        Assert.Equal(runs.Sum(run => run.Latency.Itl!.Count), merged.Latency.Itl!.Count);
        Assert.Equal(runs.Max(run => run.Latency.E2e!.Max), merged.Latency.E2e!.Max);
    }

    [Fact]
    public async Task Test_StoppedAndBegunAgain_IsARunAndAFolderEach()
    {
        await PrintLocustfileAsync();
        await using SoakProcess gateway = StartGateway();
        Uri target = await gateway.WaitUntilReadyAsync();
        await using ServingMaster master = ServingMaster.StartProgram(_folder.FullName, _folder.AddFile("two_tests.py", TwoTests));
        await using SoakProcess worker = StartWorker(master, target, "one");

        string said = await master.WaitAsync(Cancelled);
        (int exitCode, string output, string error) = await worker.WaitAsync();

        Assert.True(exitCode is 0 or 3, error + output);
        string[] folders = [.. Directory.GetDirectories(_folder.NewPath("one")).Order()];
        RunResult[] runs = [.. folders.Select(folder => ResultReader.Read(folder).Run)];
        Assert.All(runs, run => Judged.Pass(run, run.ExitCode!.Value));
        Assert.Equal([2, 3], runs.Select(run => run.Worker!.MostUsers));
        string[] counted = [.. runs.Select(run => $"COUNTED {run.Requests.Finished} {Failed(run.Requests)}")];
        Assert.Equal(counted, said.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("COUNTED", StringComparison.Ordinal)));
        string[] atMaster = [master.Results, $"{master.Results}-2"];
        for (int i = 0; i < runs.Length; i++)
        {
            string copy = Path.Combine(atMaster[i], runs[i].Worker!.Node);
            AssertSameFiles(folders[i], copy);
            Assert.Equal(File.ReadAllBytes(Path.Combine(folders[i], ResultFileNames.Run)), File.ReadAllBytes(Path.Combine(copy, ResultFileNames.Run))); // there was time for the verdict
        }
    }

    private async Task PrintLocustfileAsync()
    {
        (int exitCode, string output, string error) = await SoakProcess.RunAsync("worker", "--print-locustfile", _folder.AddFile("led.json", Scenario));
        Assert.True(exitCode == 0, error);
        _folder.AddFile("locustfile.py", output);
    }

    private SoakProcess StartGateway() => SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0", "--config", _folder.AddFile("gateway.json", Gateway));

    private SoakProcess StartWorker(ServingMaster master, Uri target, string name) => SoakProcess.Start(
        "worker", "--master", master.Address, "--scenario", Path.Combine(_folder.FullName, "led.json"), "--target", $"{target}v1", "--out", _folder.NewPath(name), "--listen", "none");

    private string RunFolder(string name) => Assert.Single(Directory.GetDirectories(_folder.NewPath(name)));

    private static long Failed(RequestFigures requests) =>
        requests.Errors.Http + requests.Errors.Timeout + requests.Errors.Connection + requests.Errors.Content + requests.Errors.Check + requests.Errors.Cancelled;

    private static void AssertTable(ServingMaster master, RunResult[] runs)
    {
        Dictionary<(string, string), Dictionary<string, string>> table = master.Table("out_stats.csv").ToDictionary(row => (row["Type"], row["Name"]));
        Assert.Equal(["Aggregated", "stream", "stream", "stream", "whole"], table.Keys.Select(row => row.Item2).Order(StringComparer.Ordinal));
        foreach (string group in (string[])["stream", "whole"])
        {
            AssertRow(table[("POST", group)], runs.Sum(run => run.Groups[group].Requests.Finished), runs.Sum(run => Failed(run.Groups[group].Requests)));
            Assert.Equal(runs.Max(run => run.Groups[group].E2e!.Max!.Value), Number(table[("POST", group)], "Max Response Time"), tolerance: 1e-3);
            Assert.Equal(runs.Min(run => run.Groups[group].E2e!.Min!.Value), Number(table[("POST", group)], "Min Response Time"), tolerance: 1e-3);
        }

        AssertRow(table[("", "Aggregated")], runs.Sum(run => run.Requests.Finished), runs.Sum(run => Failed(run.Requests)));
        AssertRow(table[("TTFT", "stream")], runs.Sum(run => run.Groups["stream"].Ttft!.Count), failures: 0);
        AssertRow(table[("ITL", "stream")], runs.Sum(run => run.Latency.Itl!.Count), failures: 0);

        Dictionary<string, string>[] failures = master.Table("out_failures.csv");
        Assert.Equal(runs.Sum(run => run.Requests.ByOutcome["upstreamError"]), Occurrences(failures, "HTTP 503"));
        Assert.Equal(runs.Sum(run => run.Requests.ByOutcome["inBandError"]), Occurrences(failures, "inBandError"));
        Assert.True(failures.Length >= 2, "Nothing failed, though the gateway turns requests away.");
    }

    private static long Occurrences(Dictionary<string, string>[] failures, string text) =>
        failures.Where(row => row["Error"].Contains(text, StringComparison.Ordinal)).Sum(row => (long)Number(row, "Occurrences"));

    private static void AssertRow(Dictionary<string, string> row, long requests, long failures) =>
        Assert.Equal((requests, failures), ((long)Number(row, "Request Count"), (long)Number(row, "Failure Count")));

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    /// <summary>All but <c>run.json</c>, whose verdict may have come after the master had left; then it is the same run without one.</summary>
    private static void AssertSameFiles(string own, string copy)
    {
        string[] names = [.. Directory.GetFiles(copy).Select(file => Path.GetFileName(file)!)];
        Assert.Contains(ResultFileNames.Intervals, names);
        Assert.Contains(ResultFileNames.GroupLog, names);
        Assert.All(names.Except([ResultFileNames.Run]), name => Assert.True(
            File.ReadAllBytes(Path.Combine(own, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(copy, name))), $"{name} is not the same in {own} and {copy}."));
        (RequestFigures ownFigures, RequestFigures copiedFigures) = (ResultReader.Read(own).Run.Requests, ResultReader.Read(copy).Run.Requests);
        Assert.Equal((ownFigures.Finished, ownFigures.Started), (copiedFigures.Finished, copiedFigures.Started));
    }
}
