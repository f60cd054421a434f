using System.Globalization;
using System.Net;
using HotPath.EndToEnd.Tests.Peers;
using HotPath.Soak.Distributed;

namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>Workers and a real Locust master. Locust adds up by itself what it is sent: an independent answer.</summary>
public sealed class LocustMasterTests : IDisposable
{
    private const double Tolerance = 1e-6;

    private const string StubName = "stub.py";

    /// <summary>Where the master keeps what its workers send as files, in a folder of each worker's id.</summary>
    private const string ReceivedFolder = "received";

    /// <summary>Its classes have no tasks: all load is the workers'.</summary>
    private const string Stub = """
        import os
        from locust import User, events


        class Chat(User):
            pass


        class Embed(User):
            pass


        def on_file(environment, msg, **kwargs):
            folder = os.path.join("received", msg.node_id)
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, msg.data["file"]), "wb" if msg.data["replaces"] else "ab") as file:
                if file.tell() == msg.data["offset"]:
                    file.write(msg.data["bytes"])


        @events.init.add_listener
        def on_init(environment, **kwargs):
            environment.runner.register_message("hotpath_file", on_file)
        """;

    private const string TakenIn = "took this worker in";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, SentFigures> _sent = new() { ["chat-größer"] = new(), ["embed"] = new(), [ScriptedLoad.AllNames] = new() };
    private readonly CancellationTokenSource _late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();

    public LocustMasterTests()
    {
        _late.CancelAfter(Patience);
        _folder.AddFile(StubName, Stub);
    }

    public void Dispose()
    {
        _late.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task TwoWorkers_TestOfSomeSeconds_MakeTheTableOfAllThatWasSent()
    {
        await using RunningWorker first = Join(seed: 1); // before there is a master
        await using LocustMaster master = StartHeadless(workers: 2, users: 20, TestEnd.AtOnce, "-t", "10m");
        await using RunningWorker second = Join(seed: 2);

        await master.EndAsync(_late.Token);

        Assert.Equal(new WorkerEnd(WorkerEndReason.MasterQuit, null, 0), await first.EndAsync(_late.Token));
        Assert.Equal(new WorkerEnd(WorkerEndReason.MasterQuit, null, 0), await second.EndAsync(_late.Token));
        Assert.Equal(20, first.Load.Users + second.Load.Users);
        Assert.Equal([0, 1], new[] { first.Worker.Index!.Value, second.Worker.Index!.Value }.Order());
        Assert.Equal(TimeSpan.FromMinutes(10), first.Load.LastSpawn!.RunTime);
        AssertTable(Path.Combine(_folder.FullName, "out_stats.csv"));
        AssertFailures(Path.Combine(_folder.FullName, "out_failures.csv"));
        AssertFiles(first);
        AssertFiles(second);
    }

    [Fact]
    public async Task OneWorker_TestsStartedAndStoppedByHand_IsReadyForTheNextUntilItLeaves()
    {
        int webPort = FreePort.Next();
        await using LocustMaster master = LocustMaster.Start(_folder.FullName, _port, StubName, "--web-host", "127.0.0.1", "--web-port", webPort.ToString(CultureInfo.InvariantCulture));
        await using RunningWorker worker = Join(seed: 3);
        using HttpClient web = new() { BaseAddress = new Uri($"http://127.0.0.1:{webPort}/") };

        await SwarmAsync(web, users: 4, until: () => worker.Load.Tests == 1 && worker.Load.Users == 4);
        using (HttpResponseMessage stopped = await web.GetAsync("stop", _late.Token)) Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        await worker.Load.Ended.WaitAsync(_late.Token);
        string table = await web.GetStringAsync("stats/requests/csv", _late.Token);
        await SwarmAsync(web, users: 7, until: () => worker.Load.Tests == 2 && worker.Load.Users == 7);
        worker.Stop();

        Assert.Equal(new WorkerEnd(WorkerEndReason.Stopped, null, 0), await worker.EndAsync(_late.Token));
        Assert.Contains("chat-größer", table, StringComparison.Ordinal);
        await master.UntilSaidAsync("The last worker quit, stopping test.", _late.Token);
        await master.KillAsync();
        master.AssertDidNotStumble();
    }

    [Fact]
    public async Task OneWorker_MasterIsKilledAndAnotherStarts_EndsTheTestAndServesTheNextMaster()
    {
        await using RunningWorker worker = Join(seed: 4);
        await using (LocustMaster killed = StartHeadless(workers: 1, users: 5, TestEnd.Never))
        {
            await worker.Load.Begun.WaitAsync(_late.Token);
            await killed.KillAsync();
        }

        await worker.Load.Ended.WaitAsync(_late.Token);
        Dictionary<string, SentFigures> before = _sent.ToDictionary();
        foreach (string name in before.Keys) _sent[name] = new SentFigures();
        await using LocustMaster master = StartHeadless(workers: 1, users: 6, TestEnd.AtOnce);
        await master.EndAsync(_late.Token);

        WorkerEnd end = await worker.EndAsync(_late.Token);
        Assert.Equal(WorkerEndReason.MasterQuit, end.Reason);
        Assert.InRange(end.DroppedReports, 1, long.MaxValue); // those of the first test's end, which nobody asked for any more
        Assert.Equal((2, 6), (worker.Load.Tests, worker.Load.Users));
        AssertTable(Path.Combine(_folder.FullName, "out_stats.csv"));
    }

    // The master drops, without a word, what comes of an id that another connection has: a worker that hears nothing tries again over a new one.
    [Fact]
    public async Task SecondWorkerOfOneId_FirstIsThere_WaitsUntilItHasLeftAndDoesNoHarm()
    {
        await using LocustMaster master = StartHeadless(workers: 9, users: 1, TestEnd.Never);
        await using RunningWorker other = Join(seed: 7); // a master without any would end
        await other.UntilSaidAsync(TakenIn, _late.Token);
        await using RunningWorker first = Join(seed: 5, "host_1");
        await first.UntilSaidAsync(TakenIn, _late.Token);
        await using RunningWorker second = Join(seed: 6, "host_1");

        await second.UntilSaidAsync("no answer within 5 s", _late.Token);
        first.Stop();
        await first.EndAsync(_late.Token);
        await second.UntilSaidAsync(TakenIn, _late.Token);
        second.Stop();

        Assert.Equal(WorkerEndReason.Stopped, (await second.EndAsync(_late.Token)).Reason);
        await master.UntilSaidAsync("quit. 1 workers ready", _late.Token);
        await master.UntilSaidAsync("quit. 1 workers ready", _late.Token);
        await master.KillAsync();
        master.AssertDidNotStumble();
    }

    private LocustMaster StartHeadless(int workers, int users, TestEnd end, params string[] arguments) =>
        LocustMaster.StartHeadless(_folder.FullName, _port, StubName, workers, users, end, arguments);

    private RunningWorker Join(int seed, string? nodeId = null) => new(new WorkerAddress("127.0.0.1", _port), nodeId ?? WorkerName.New(), seed, _sent);

    private async Task SwarmAsync(HttpClient web, int users, Func<bool> until)
    {
        using FormUrlEncodedContent form = new([new("user_count", users.ToString(CultureInfo.InvariantCulture)), new("spawn_rate", "10")]);
        while (!until())
        {
            try
            {
                using HttpResponseMessage answer = await web.PostAsync("swarm", form, _late.Token); // again, where there was no worker yet: it asks for the same
            }
            catch (HttpRequestException)
            {
                // The page is not there yet.
            }

            await Task.Delay(200, _late.Token);
        }
    }

    private void AssertTable(string file)
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = CsvTable.Read(file);
        Assert.Equal(_sent.Keys.Order(StringComparer.Ordinal), rows.Select(row => row["Name"]).Order(StringComparer.Ordinal));
        foreach (IReadOnlyDictionary<string, string> row in rows)
        {
            SentFigures sent = _sent[row["Name"]];
            Assert.True(sent.Requests > 0);
            Assert.Equal(sent.Requests, Number(row["Request Count"]));
            Assert.Equal(sent.Failures, Number(row["Failure Count"]));
            Assert.Equal(sent.MedianMs, Number(row["Median Response Time"]), Tolerance);
            Assert.Equal(sent.AverageMs, Number(row["Average Response Time"]), Tolerance);
            Assert.Equal(sent.MinMs, Number(row["Min Response Time"]), Tolerance);
            Assert.Equal(sent.MaxMs, Number(row["Max Response Time"]), Tolerance);
            Assert.Equal(sent.AverageBytes, Number(row["Average Content Size"]), Tolerance);
            string[] percentiles = [.. row.Keys.Where(name => name.EndsWith('%'))];
            Assert.True(percentiles.Length >= 11);
            foreach (string percentile in percentiles)
            {
                double share = Number(percentile.TrimEnd('%')) / 100;
                Assert.True(sent.PercentileMs(share) == Number(row[percentile]), $"{percentile} of {row["Name"]} is {row[percentile]}, {sent.PercentileMs(share)} was sent");
            }
        }
    }

    private void AssertFailures(string file)
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = CsvTable.Read(file);
        Assert.Equal(_sent.Count - 1, rows.Count);
        foreach (IReadOnlyDictionary<string, string> row in rows)
        {
            Assert.Equal(_sent[row["Name"]].Failures, Number(row["Occurrences"]));
            Assert.Equal($"'{ScriptedLoad.Error}'", row["Error"]); // as Python shows a text
        }
    }

    private void AssertFiles(RunningWorker worker)
    {
        string received = Path.Combine(_folder.FullName, ReceivedFolder, worker.NodeId);
        Assert.Equal(worker.Load.File, File.ReadAllBytes(Path.Combine(received, "intervals.ndjson")));
        Assert.Equal("{\"complete\":true}", File.ReadAllText(Path.Combine(received, "run.json")));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
