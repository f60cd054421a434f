using System.Text.Json;
using HotPath.EndToEnd.Tests.Peers;
using HotPath.Gate.Machine;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class PeersCommandTests
{
    private const int Success = 0;
    private const int BadInput = 2;
    private const int CannotSay = 3;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    [Fact]
    public void Invoke_SeveralProblems_NamesThemAllAndStartsNothing()
    {
        using TemporaryFolder folder = new();
        string file = folder.AddFile("file", "");

        GateRun run = GateRun.Of("peers", "--work", "small", "smal", "--tool", "ab", "wrk", "--rounds", "0", "--seconds", "1.5", "--warm-up", "x", "--streams", "10001", "--out", file);

        Assert.Equal(BadInput, run.ExitCode);
        Assert.Equal(
            [
                "hotpath-gate: --work is 'smal', which is not known; it must be of small, stream, small-tls, stream-tls, paced, open-10k, stall, connect-tls, paced-50, paced-3000, paced-2000-http2, paced-1000-tls, paced-10000, held-50, held-10000, held-50-tls, held-2000-tls, gateway-small, gateway-stream.",
                "hotpath-gate: --tool is 'ab', which is not known; it must be of hotpath, hotpath-http2, wrk, h2load, h2load-http2, hey, locust, autocannon, httpmessageinvoker, stamp-reader, sslstream.",
                "hotpath-gate: --rounds is '0'; it must be a whole number from 1 to 99.",
                "hotpath-gate: --seconds is '1.5'; it must be a whole number from 1 to 600.",
                "hotpath-gate: --warm-up is 'x'; it must be a whole number from 1 to 600.",
                "hotpath-gate: --streams is '10001'; it must be a whole number from 1 to 10000.",
                $"hotpath-gate: --out is '{file}', which is a file; it must be a folder, there or not.",
                "'hotpath-gate peers --help' shows what it takes.",
            ],
            run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(run.Output);
    }

    [Fact]
    public void Invoke_ToolsThatCannotDoTheWork_CannotSayAndWritesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere it says so at once.");
        RequirePeers();
        using TemporaryFolder folder = new();
        string results = folder.NewPath("results");

        GateRun run = GateRun.Of("peers", "--work", "open-10k", "--tool", "wrk", "--rounds", "1", "--seconds", "1", "--out", results);

        Assert.Equal(CannotSay, run.ExitCode);
        Assert.Contains("nothing was compared and nothing was written", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(results));
    }

    [Fact]
    public void Invoke_ShortComparison_WritesRowsThatServerAndToolsAgreeOn()
    {
        using TemporaryFolder folder = new();

        using JsonDocument report = Compare(folder, "--work", "stream-tls", "--tool", "hotpath", "wrk", "--seconds", "1", "--warm-up", "1");

        JsonElement[] rows = [.. report.RootElement.GetProperty("rows").EnumerateArray()];
        Assert.Equal(["hotpath", "wrk"], rows.Select(row => row.GetProperty("tool").GetString()));
        Assert.All(rows, row =>
        {
            Assert.Equal("stream-tls", row.GetProperty("work").GetString());
            Assert.StartsWith("nginx 1.", row.GetProperty("server").GetString(), StringComparison.Ordinal);
            Assert.Equal(row.GetProperty("requestsPerSecond").GetDouble() * 100, row.GetProperty("eventsPerSecond").GetDouble(), tolerance: 1);
            AssertAboveZero(row, "requestsPerSecond", "cpuSecondsPer100k", "rssPeakMB", "p50Ms", "p99Ms", "cpuOverWrk");
            Assert.Equal(JsonValueKind.Null, row.GetProperty("trueP99Ms").ValueKind);
        });
        Assert.Empty(report.RootElement.GetProperty("missing").EnumerateArray());
        Assert.Contains("| hotpath | ", File.ReadAllText(Directory.EnumerateFiles(folder.NewPath("results"), "*.md").Single()), StringComparison.Ordinal);
    }

    [Fact]
    public void Invoke_ServerThatStandsStill_HasTheTruthBesideWhatEachToolSays()
    {
        using TemporaryFolder folder = new();

        using JsonDocument report = Compare(folder, "--work", "stall", "--tool", "hotpath", "wrk");

        JsonElement[] rows = [.. report.RootElement.GetProperty("rows").EnumerateArray()];
        Assert.Equal(["hotpath", "wrk"], rows.Select(row => row.GetProperty("tool").GetString()));
        Assert.All(rows, row => Assert.True(row.GetProperty("trueP99Ms").GetDouble() > 895, $"{row}: of a second or more in ten, 900 ms or more remain"));
        AssertAboveZero(rows[0], "p50Ms", "p99Ms", "lagP50Ms", "lagP99Ms");
    }

    [Fact]
    public void Invoke_PacedStreams_AreCountedByTheGateway()
    {
        using TemporaryFolder folder = new();

        // Long enough for streams that begin in the measured part: hotpath's latencies are of those, and the first ones last up to 7 s.
        using JsonDocument report = Compare(folder, "--work", "paced", "--tool", "hotpath", "--streams", "40", "--seconds", "6", "--warm-up", "1");

        JsonElement row = report.RootElement.GetProperty("rows").EnumerateArray().Single();
        Assert.Equal(("hotpath-soak gateway", "events"), (row.GetProperty("server").GetString(), row.GetProperty("cpuPer").GetString()));
        AssertAboveZero(row, "eventsPerSecond", "cpuSecondsPer100k", "p50Ms", "p99Ms", "serverLateP99Ms");
    }

    [Theory]
    [InlineData("paced-50", "hotpath", "hotpath-soak gateway", "6")] // as above: long enough for streams that begin in the measured part
    [InlineData("paced-50", "stamp-reader", "hotpath-soak gateway", "1")]
    [InlineData("held-50", "stamp-reader", "bare sender", "1")]
    public void Invoke_StreamsWithAKnownSchedule_AreReadWithTheirLateness(string work, string tool, string server, string seconds)
    {
        using TemporaryFolder folder = new();

        using JsonDocument report = Compare(folder, "--work", work, "--tool", tool, "--seconds", seconds, "--warm-up", "1");

        JsonElement row = report.RootElement.GetProperty("rows").EnumerateArray().Single();
        Assert.Equal(server, row.GetProperty("server").GetString());
        AssertAboveZero(row, "eventsPerSecond", "arrivalP99Ms", "serverLateP99Ms");
        Assert.Equal(JsonValueKind.Number, row.GetProperty("serverAllocatedBytes").ValueKind); // 0 is what it should be
    }

    [Fact]
    public void Invoke_NewConnectionForEachRequest_ResumesUnderAHostsName()
    {
        using TemporaryFolder folder = new();

        using JsonDocument report = Compare(folder, "--work", "connect-tls", "--tool", "hotpath", "sslstream", "--seconds", "1", "--warm-up", "1");

        JsonElement[] rows = [.. report.RootElement.GetProperty("rows").EnumerateArray()];
        Assert.Equal(["hotpath", "sslstream"], rows.Select(row => row.GetProperty("tool").GetString()));
        Assert.InRange(rows[0].GetProperty("resumedPercent").GetDouble(), 90, 100); // but for those that began before the first ticket had come
        AssertAboveZero(rows[0], "cpuOverSslStream", "serverCpuSecondsPer100k");
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("resumedPercent").ValueKind);
    }

    [Fact]
    public async Task Process_Interrupted_StopsAllThatItStartedAndWritesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It is interrupted by a signal.");
        RequirePeers();
        using TemporaryFolder folder = new();
        string results = folder.NewPath("results");
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        waiting.CancelAfter(Longest);
        await using InterruptibleGate gate = InterruptibleGate.Start("peers", "--work", "small", "--tool", "wrk", "--rounds", "99", "--seconds", "1", "--out", results);
        int[] servers = await gate.ChildrenAsync("nginx", waiting.Token);

        (int exitCode, string error) = await gate.InterruptAsync(waiting.Token);

        Assert.Equal(CannotSay, exitCode);
        Assert.Contains("interrupted", error, StringComparison.Ordinal);
        Assert.NotEmpty(servers);
        Assert.All(servers, EndedProcess.AssertEnded);
        Assert.False(Directory.Exists(results));
    }

    [Fact]
    public async Task Process_ToolsThatAreNotHere_AreNamedWithWhatBringsThem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere it says so at once.");
        RequirePeers();
        using TemporaryFolder folder = new();
        string results = folder.NewPath("results");
        Launch launch = InterruptibleGate.LaunchOf("peers", "--work", "small", "--tool", "wrk", "autocannon", "--rounds", "1", "--out", results);
        await using ChildProcess gate = ChildProcess.Start(launch with { Environment = new Dictionary<string, string> { ["PATH"] = folder.FullName } }, pin: null);

        ProcessEnd end = await gate.EndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(CannotSay, end.ExitCode);
        Assert.Contains("wrk is not on this machine; 'apt-get install -y wrk' brings it", end.Error, StringComparison.Ordinal);
        Assert.Contains("autocannon is not on this machine; 'npm install --global autocannon' brings it", end.Error, StringComparison.Ordinal);
        Assert.Contains("note: ", end.Output, StringComparison.Ordinal); // taskset is not there either
        Assert.False(Directory.Exists(results));
    }

    private static JsonDocument Compare(TemporaryFolder folder, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It counts CPU in the way of Linux.");
        RequirePeers();
        string results = folder.NewPath("results");

        GateRun run = GateRun.Of(["peers", .. arguments, "--rounds", "1", "--out", results]);

        Assert.True(run.ExitCode == Success, $"exit code {run.ExitCode}: {run.Error}{run.Output}");
        return JsonDocument.Parse(File.ReadAllText(Directory.EnumerateFiles(results, "*.json").Single()));
    }

    private static void AssertAboveZero(JsonElement row, params string[] figures) => Assert.All(
        figures,
        figure => Assert.True(row.GetProperty(figure) is { ValueKind: JsonValueKind.Number } value && value.GetDouble() > 0, $"{figure} is no figure above 0 in {row}"));

    private static void RequirePeers()
    {
        Peer.Require("nginx", "apt-get install -y --no-install-recommends nginx-light");
        Peer.Require("wrk", "apt-get install -y wrk");
    }
}
