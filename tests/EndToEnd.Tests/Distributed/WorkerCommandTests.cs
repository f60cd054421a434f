using System.Globalization;
using HotPath.Analysis.Results;
using HotPath.EndToEnd.Tests.Peers;
using HotPath.EndToEnd.Tests.Soak;
using HotPath.Soak.Distributed;

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

        options = parse_options(["--hotpath-out", "hotpath", "--enable-rebalancing"])
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
    private readonly int _port = FreePort.Next();

    /// <summary>Where the locustfile writes what workers send.</summary>
    private string Received => _folder.NewPath("hotpath");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Test_TwoWorkers_IsCountedAsTheyCountAndTheirFoldersAreAtTheMaster()
    {
        await PrintLocustfileAsync();
        await using SoakProcess gateway = StartGateway();
        Uri target = await gateway.WaitUntilReadyAsync();
        await using LocustMaster master = LocustMaster.StartHeadless(_folder.FullName, _port, "locustfile.py", workers: 2, users: 6, TestEnd.InOrder, "--hotpath-out", "hotpath");
        await using SoakProcess first = StartWorker(master.Address, target, "one");
        await using SoakProcess second = StartWorker(master.Address, target, "two");

        string said = await master.EndAsync(Cancelled);
        (int exitCode, string output, string error)[] ends = [await first.WaitAsync(), await second.WaitAsync()];

        Assert.All(ends, end => Assert.True(end.exitCode is 0 or 3, $"{end.exitCode}: {end.error}{end.output}"));
        string[] folders = [RunFolder("one"), RunFolder("two")];
        RunResult[] runs = [.. folders.Select(folder => ResultReader.Read(folder).Run)];
        foreach ((RunResult run, (int exitCode, _, _)) in runs.Zip(ends)) Judged.Pass(run, exitCode);
        Assert.All(runs, run => Assert.True(run is { Topology: "distributed", StoppedEarly: false }));
        Assert.Equal(folders.Select(Path.GetFileName), runs.Select(run => run.Id));
        Assert.Equal([0, 1], runs.Select(run => run.Worker!.Index ?? -1).Order());
        Assert.Equal(6, runs.Sum(run => run.Worker!.MostUsers));
        Assert.Equal(2, runs.Select(run => run.Seed).Distinct().Count());
        Assert.Contains("HotPath: results of 2 workers are in", said, StringComparison.Ordinal);
        AssertTable(runs);
        for (int i = 0; i < runs.Length; i++) AssertSameFiles(folders[i], Path.Combine(Received, runs[i].Worker!.Node));
        await AssertMergedAsync(runs);
    }

    /// <summary>From the master's copies.</summary>
    private async Task AssertMergedAsync(RunResult[] runs)
    {
        (int exitCode, string output, string error) = await SoakProcess.RunAsync("worker", "--merge", Received, "--out", _folder.NewPath("merged"));

        bool isVoid = runs.Any(run => run.Verdict == "void"); // on a machine with other work
        Assert.True(exitCode == (isVoid ? 3 : 0), error + output);
        RunResult merged = ResultReader.Read(_folder.NewPath("merged")).Run;
        Assert.True(merged is { Complete: true, Topology: "distributed" });
        Assert.Equal(isVoid ? "void" : "pass", merged.Verdict);
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
        await using LocustMaster master = LocustMaster.StartProgram(_folder.FullName, _port, _folder.AddFile("two_tests.py", TwoTests));
        await using SoakProcess worker = StartWorker(master.Address, target, "one");

        string said = await master.EndAsync(Cancelled);
        (int exitCode, string output, string error) = await worker.WaitAsync();

        Assert.True(exitCode is 0 or 3, error + output);
        string[] folders = [.. Directory.GetDirectories(_folder.NewPath("one")).Order()];
        RunResult[] runs = [.. folders.Select(folder => ResultReader.Read(folder).Run)];
        Assert.All(runs, run => Judged.Pass(run, run.ExitCode!.Value));
        Assert.Equal([2, 3], runs.Select(run => run.Worker!.MostUsers));
        string[] counted = [.. runs.Select(run => $"COUNTED {run.Requests.Finished} {Failed(run.Requests)}")];
        Assert.Equal(counted, said.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("COUNTED", StringComparison.Ordinal)));
        AssertSameFiles(folders[0], Path.Combine(Received, runs[0].Worker!.Node));
        AssertSameFiles(folders[1], Path.Combine($"{Received}-2", runs[1].Worker!.Node));
    }

    private async Task PrintLocustfileAsync()
    {
        (int exitCode, string output, string error) = await SoakProcess.RunAsync("worker", "--print-locustfile", _folder.AddFile("led.json", Scenario));
        Assert.True(exitCode == 0, error);
        _folder.AddFile("locustfile.py", output);
    }

    private SoakProcess StartGateway() => SoakProcess.Start("gateway", "--listen", "http://127.0.0.1:0", "--config", _folder.AddFile("gateway.json", Gateway));

    private SoakProcess StartWorker(WorkerAddress master, Uri target, string name) => SoakProcess.Start(
        "worker", "--master", master.ToString(), "--scenario", Path.Combine(_folder.FullName, "led.json"), "--target", $"{target}v1", "--out", _folder.NewPath(name), "--listen", "none");

    private string RunFolder(string name) => Assert.Single(Directory.GetDirectories(_folder.NewPath(name)));

    private static long Failed(RequestFigures requests) =>
        requests.Errors is { } errors ? errors.Http + errors.Timeout + errors.Connection + errors.Content + errors.Check + errors.Cancelled : -1;

    private void AssertTable(RunResult[] runs)
    {
        Dictionary<(string, string), IReadOnlyDictionary<string, string>> table = CsvTable.Read(_folder.NewPath("out_stats.csv")).ToDictionary(row => (row["Type"], row["Name"]));
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

        IReadOnlyList<IReadOnlyDictionary<string, string>> failures = CsvTable.Read(_folder.NewPath("out_failures.csv"));
        Assert.Equal(runs.Sum(run => run.Requests.ByOutcome["upstreamError"]), Occurrences(failures, "HTTP 503"));
        Assert.Equal(runs.Sum(run => run.Requests.ByOutcome["inBandError"]), Occurrences(failures, "inBandError"));
        Assert.True(failures.Count >= 2, "Nothing failed, though the gateway turns requests away.");
    }

    private static long Occurrences(IReadOnlyList<IReadOnlyDictionary<string, string>> failures, string text) =>
        failures.Where(row => row["Error"].Contains(text, StringComparison.Ordinal)).Sum(row => (long)Number(row, "Occurrences"));

    private static void AssertRow(IReadOnlyDictionary<string, string> row, long requests, long failures) =>
        Assert.Equal((requests, failures), ((long)Number(row, "Request Count"), (long)Number(row, "Failure Count")));

    private static double Number(IReadOnlyDictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    /// <summary>There was time for all of them, the verdict included.</summary>
    private static void AssertSameFiles(string own, string copy)
    {
        string[] names = [.. Directory.GetFiles(copy).Select(file => Path.GetFileName(file)!)];
        Assert.Contains(ResultFileNames.Run, names);
        Assert.Contains(ResultFileNames.Intervals, names);
        Assert.Contains(ResultFileNames.GroupLog, names);
        Assert.All(names, name => Assert.True(
            File.ReadAllBytes(Path.Combine(own, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(copy, name))), $"{name} is not the same in {own} and {copy}."));
    }
}
