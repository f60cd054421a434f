using System.Globalization;
using System.Net;
using HotPath.EndToEnd.Tests.Peers;
using HotPath.Soak.Distributed;

namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>Workers and a real Locust master. Locust adds up by itself what it is sent: an independent answer.</summary>
public sealed class LocustMasterTests : IDisposable
{
    private const double Tolerance = 1e-6;

    /// <summary>What a master logs when it stumbled over a worker.</summary>
    private static readonly string[] Stumbles = ["Unhandled exception", "Uncaught exception", "RPCError", "missing", "Discarded", "not all reports", "unknown worker", "Unknown message", "Traceback"];

    private const string TakenIn = "took this worker in";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, SentFigures> _sent = new() { ["chat-größer"] = new(), ["embed"] = new(), [ScriptedLoad.AllNames] = new() };
    private readonly CancellationTokenSource _late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public LocustMasterTests() => _late.CancelAfter(Patience);

    public void Dispose() => _late.Dispose();

    [Fact]
    public async Task TwoWorkers_TestOfSomeSeconds_MakeTheTableOfAllThatWasSent()
    {
        using TemporaryFolder folder = new();
        int port = ProxyProcess.FreePort();
        await using RunningWorker first = Join(port, seed: 1); // before there is a master
        await using LocustMaster master = LocustMaster.StartHeadless(folder.FullName, port, workers: 2, users: 20, seconds: 4);
        await using RunningWorker second = Join(port, seed: 2);

        string log = await master.EndAsync(_late.Token);

        Assert.Equal(new WorkerEnd(WorkerEndReason.MasterQuit, null, 0), await first.EndAsync(_late.Token));
        Assert.Equal(new WorkerEnd(WorkerEndReason.MasterQuit, null, 0), await second.EndAsync(_late.Token));
        AssertDidNotStumble(log);
        Assert.Equal(20, first.Load.Users + second.Load.Users);
        Assert.Equal([0, 1], new[] { first.Worker.Index!.Value, second.Worker.Index!.Value }.Order());
        Assert.Equal(TimeSpan.FromSeconds(4), first.Load.LastSpawn!.RunTime);
        AssertTable(Path.Combine(folder.FullName, "out_stats.csv"));
        AssertFailures(Path.Combine(folder.FullName, "out_failures.csv"));
        AssertFiles(folder.FullName, first);
        AssertFiles(folder.FullName, second);
    }

    [Fact]
    public async Task OneWorker_TestsStartedAndStoppedByHand_IsReadyForTheNextUntilItLeaves()
    {
        using TemporaryFolder folder = new();
        int port = ProxyProcess.FreePort();
        int webPort = ProxyProcess.FreePort();
        await using LocustMaster master = LocustMaster.Start(folder.FullName, port, "--web-host", "127.0.0.1", "--web-port", webPort.ToString(CultureInfo.InvariantCulture));
        await using RunningWorker worker = Join(port, seed: 3);
        using HttpClient web = new() { BaseAddress = new Uri($"http://127.0.0.1:{webPort}/") };

        await SwarmAsync(web, users: 4, until: () => worker.Load.Tests == 1 && worker.Load.Users == 4);
        using (HttpResponseMessage stopped = await web.GetAsync("stop", _late.Token)) Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        await worker.Load.Ended.WaitAsync(_late.Token);
        string table = await web.GetStringAsync("stats/requests/csv", _late.Token);
        await SwarmAsync(web, users: 7, until: () => worker.Load.Tests == 2 && worker.Load.Users == 7);
        worker.Stop();

        Assert.Equal(new WorkerEnd(WorkerEndReason.Stopped, null, 0), await worker.EndAsync(_late.Token));
        Assert.Contains("chat-größer", table, StringComparison.Ordinal);
        string log = await UntilLoggedAsync(master);
        AssertDidNotStumble(log);
        Assert.Contains("The last worker quit, stopping test.", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneWorker_MasterIsKilledAndAnotherStarts_EndsTheTestAndServesTheNextMaster()
    {
        using TemporaryFolder folder = new();
        int port = ProxyProcess.FreePort();
        await using RunningWorker worker = Join(port, seed: 4);
        await using (LocustMaster killed = LocustMaster.StartHeadless(folder.FullName, port, workers: 1, users: 5, seconds: 60))
        {
            await worker.Load.Begun.WaitAsync(_late.Token);
            await killed.KillAsync();
        }

        await worker.Load.Ended.WaitAsync(_late.Token);
        Dictionary<string, SentFigures> before = _sent.ToDictionary();
        foreach (string name in before.Keys) _sent[name] = new SentFigures();
        await using LocustMaster master = LocustMaster.StartHeadless(folder.FullName, port, workers: 1, users: 6, seconds: 3);
        string log = await master.EndAsync(_late.Token);

        WorkerEnd end = await worker.EndAsync(_late.Token);
        Assert.Equal(WorkerEndReason.MasterQuit, end.Reason);
        Assert.InRange(end.DroppedReports, 1, long.MaxValue); // those of the first test's end, which nobody asked for any more
        Assert.Equal((2, 6), (worker.Load.Tests, worker.Load.Users));
        AssertDidNotStumble(log);
        AssertTable(Path.Combine(folder.FullName, "out_stats.csv"));
    }

    // The master drops, without a word, what comes of an id that another connection has: a worker that hears nothing tries again over a new one.
    [Fact]
    public async Task SecondWorkerOfOneId_FirstIsThere_WaitsUntilItHasLeftAndDoesNoHarm()
    {
        using TemporaryFolder folder = new();
        int port = ProxyProcess.FreePort();
        await using LocustMaster master = LocustMaster.StartHeadless(folder.FullName, port, workers: 9, users: 1, seconds: 1);
        await using RunningWorker other = Join(port, seed: 7); // a master without any would end
        await other.UntilSaidAsync(TakenIn, _late.Token);
        await using RunningWorker first = Join(port, seed: 5, "host_1");
        await first.UntilSaidAsync(TakenIn, _late.Token);
        await using RunningWorker second = Join(port, seed: 6, "host_1");

        await second.UntilSaidAsync("no answer within 5 s", _late.Token);
        first.Stop();
        await first.EndAsync(_late.Token);
        await second.UntilSaidAsync(TakenIn, _late.Token);
        second.Stop();

        Assert.Equal(WorkerEndReason.Stopped, (await second.EndAsync(_late.Token)).Reason);
        AssertDidNotStumble(await UntilLoggedAsync(master));
    }

    private RunningWorker Join(int port, int seed, string? nodeId = null) => new(new WorkerAddress("127.0.0.1", port), nodeId ?? WorkerName.New(), seed, _sent);

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

    private static async Task<string> UntilLoggedAsync(LocustMaster master)
    {
        await Task.Delay(500); // what it does about the last word of a worker
        return await master.KillAsync();
    }

    private static void AssertDidNotStumble(string log)
    {
        foreach (string stumble in Stumbles) Assert.DoesNotContain(stumble, log, StringComparison.OrdinalIgnoreCase);
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

    private static void AssertFiles(string folder, RunningWorker worker)
    {
        string received = Path.Combine(folder, LocustMaster.ReceivedFolder, worker.NodeId);
        Assert.Equal(worker.Load.File, File.ReadAllBytes(Path.Combine(received, "intervals.ndjson")));
        Assert.Equal("{\"complete\":true}", File.ReadAllText(Path.Combine(received, "run.json")));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
