using System.Net;
using System.Net.Sockets;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>What a user gets wrong: one clear message each, exit code 2, no stack trace, nothing written.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string[], string[]> Mistakes => new()
    {
        { "unknown option", ["run", "--rte", "5"], ["--rte"] },
        { "unknown command", ["rnu"], ["rnu"] },
        { "rate 0", ["run", "--rate", "0"], ["--rate is 0; it must be above 0 requests a second."] },
        { "rate NaN", ["run", "--rate", "NaN"], ["--rate is 'NaN'"] },
        { "rate below 0", ["run", "--rate", "-5"], ["--rate"] },
        { "duration without a unit", ["run", "--duration", "10"], ["--duration is '10'"] },
        { "rate and users", ["run", "--rate", "5", "--users", "5"], ["--rate and --users"] },
        { "users that are no number", ["run", "--users", "many"], ["--users is 'many'; a whole number is expected."] },
        { "seed that is no number", ["run", "--seed", "x"], ["--seed is 'x'; a whole number is expected."] },
        { "threshold on nothing", ["run", "--threshold", "tfft.p99 < 1s"], ["tfft.p99", "did you mean ttft.p99?"] },
        { "several at once", ["run", "--rate", "0", "--duration", "x", "--threshold", "nothing < 1"], ["--rate is 0", "--duration is 'x'", "nothing"] },
        { "no such scenario", ["run", "nowhere.json"], ["'nowhere.json' is neither a built-in scenario", "nor a file"] },
        { "target without a scheme", ["run", "--target", "localhost:8080"], ["--target is 'localhost:8080'"] },
        { "target that is an endpoint", ["run", "--target", "http://127.0.0.1:1/v1/chat/completions"], ["it ends in /chat/completions", "give the address up to there: http://127.0.0.1:1/v1."] },
        { "target with the gateway's own scheme", ["run", "--target", "h2c://127.0.0.1:28091/v1"], ["target.transport, with the address http://127.0.0.1:28091/v1."] },
        { "unknown host", ["run", "--target", "http://no-such-host.invalid/v1"], ["no-such-host.invalid", "has no address"] },
        { "live page without a port", ["run", "--listen", "127.0.0.1"], ["--listen: '127.0.0.1' has no port", "'none' for no live page"] },
        { "live page over TLS", ["run", "--listen", "https://127.0.0.1:0"], ["--listen: 'https://127.0.0.1:0' has another scheme"] },
        { "report without a folder", ["report", "nowhere"], ["nowhere"] },
        { "merge without a folder", ["worker", "--merge", "nowhere"], ["--merge is 'nowhere', and there is no such folder"] },
        { "unknown built-in", ["scenarios", "nothing"], ["'nothing' is no built-in scenario"] },
        { "gateway at a bad address", ["gateway", "--listen", "127.0.0.1"], ["has no port"] },
        { "gateway with a missing file", ["gateway", "--config", "nowhere.json"], ["nowhere.json", "cannot be read"] },
        { "worker without a master", ["worker"], ["--master is missing", "HOST:PORT", "--print-locustfile"] },
        {
            "worker with everything wrong",
            ["worker", "--master", "a:b:c", "--scenario", "trace-replay", "--target", "localhost:8080", "--seed", "x", "--listen", "8080"],
            ["--master: 'a:b:c'", "which replays a trace", "--target is 'localhost:8080'", "--seed is 'x'", "--listen: '8080'"]
        },
        { "worker whose figures cannot be made one", ["worker", "--master", "127.0.0.1", "--scenario", "multi-tenant"], ["--scenario is 'multi-tenant', which tells answers apart"] },
        { "locustfile beside other options", ["worker", "--print-locustfile", "streaming-soak", "--seed", "3"], ["--print-locustfile prints and starts nothing", "--seed"] },
        { "locustfile of no scenario", ["worker", "--print-locustfile", "nowhere.json"], ["'nowhere.json' is neither a built-in scenario"] },
        { "service at a bad address", ["serve", "--listen", "8080"], ["--listen is '8080'"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Program_Mistake_IsSaidAndExitsTwo(string name, string[] arguments, string[] said)
    {
        (int exitCode, string output, string error) = await SoakProcess.RunAsync(arguments);

        AssertRefused(name, exitCode, output, error, said);
    }

    [Fact]
    public async Task Run_ScenarioWithThreeMistakes_NamesAllThreeWithTheirPlaces()
    {
        string scenario = _folder.AddFile("bad.json", """
            {
              "name": "bad",
              "load": { "stages": [ { "for": "5s", "rate": 0 } ] },
              "workload": [ { "name": "chat", "promts": ["x"] } ],
              "thresholds": [ "tfft.p99 < 1ms" ]
            }
            """);

        (int exitCode, string output, string error) = await SoakProcess.RunAsync("run", scenario, "--out", _folder.NewPath("results"));

        AssertRefused("three mistakes", exitCode, output, error, [$"{scenario}(3,", $"{scenario}(4,", $"{scenario}(5,", "did you mean prompts?"]);
        Assert.False(Directory.Exists(_folder.NewPath("results")));
    }

    [Fact]
    public async Task Run_SecretsThatTheEnvironmentLacks_AreAllNamed()
    {
        string scenario = _folder.AddFile("secrets.json", """
            {
              "name": "secrets",
              "target": { "apiKey": "env:HOTPATH_TEST_NO_KEY" },
              "workload": [ { "name": "chat", "headers": { "X-Tenant-Key": "env:HOTPATH_TEST_NO_TENANT" } } ]
            }
            """);

        (int exitCode, string output, string error) = await SoakProcess.RunAsync("run", scenario, "--out", _folder.NewPath("results"));

        AssertRefused("secrets", exitCode, output, error, ["target.apiKey is env:HOTPATH_TEST_NO_KEY", "header X-Tenant-Key of group chat is env:HOTPATH_TEST_NO_TENANT"]);
    }

    [Fact]
    public async Task Run_FolderThatIsNotEmpty_IsLeftAsItIs()
    {
        string taken = _folder.AddFolderWith("taken", "mine.json");

        (int exitCode, string output, string error) = await SoakProcess.RunAsync("run", "--out", taken);

        AssertRefused("folder not empty", exitCode, output, error, [taken]);
        Assert.Equal(["mine.json"], Directory.GetFiles(taken).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Run_FolderThatCannotBeMade_IsSaid()
    {
        string file = _folder.AddFile("file", "");

        (int exitCode, string output, string error) = await SoakProcess.RunAsync("run", "--out", Path.Combine(file, "below"));

        AssertRefused("folder below a file", exitCode, output, error, [file]);
    }

    [Fact]
    public async Task Run_TargetThatRefuses_WritesNothing()
    {
        int port = FreePort.Next();

        (int exitCode, string output, string error) = await SoakProcess.RunAsync("run", "--target", $"http://127.0.0.1:{port}", "--out", _folder.NewPath("results"));

        AssertRefused("target refuses", exitCode, output, error, [$"http://127.0.0.1:{port}", "does not accept connections"]);
        Assert.False(Directory.Exists(_folder.NewPath("results")));
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("serve")]
    [InlineData("run")]
    public async Task Listener_PortInUse_IsSaid(string command)
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        (int exitCode, string output, string error) = await SoakProcess.RunAsync(command, "--listen", $"http://127.0.0.1:{port}");

        AssertRefused("port in use", exitCode, output, error, [$"127.0.0.1:{port}"]);
    }

    private static void AssertRefused(string name, int exitCode, string output, string error, string[] said)
    {
        Assert.True(exitCode == 2, $"{name}: exit code {exitCode}\n{output}\n{error}");
        Assert.All(said, text => Assert.Contains(text, error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal); // a logger of the framework writes to standard output
        Assert.DoesNotContain("READY", output, StringComparison.Ordinal);
    }
}
