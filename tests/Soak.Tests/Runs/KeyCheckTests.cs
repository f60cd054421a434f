using System.Net;
using HotPath.Soak.Load;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Tests.Gateway;
using HotPath.Soak.Tests.Load;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Runs;

public sealed class KeyCheckTests
{
    private const string Models = """{"data":[{"id":"a"},{"id":"b"}]}""";
    private const string Refusal = """{"error":{"message":"no"}}""";

    private static readonly Scenario Plain = new() { Name = "keys", Workload = [new RequestGroup { Name = "chat", Stream = false }] };

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task RunAsync_ListAndWorkloadRefused_RefusesTheRunAndSaysBoth(int status)
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(Refusal, status));

        RunRefusedException refused = await Assert.ThrowsAsync<RunRefusedException>(() => CheckAsync(Plain, server));

        Assert.Contains($"GET /v1/models with {status}, and POST /v1/chat/completions with {status}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-test", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests);
        Assert.All(server.Heads, head => Assert.Contains("Authorization: Bearer sk-test", head, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_KeyThatMayNotListButMayChat_IsLetIn()
    {
        await using ScriptedServer server = new(number => number == 0 ? ScriptedAnswer.Json(Refusal, 403) : ScriptedAnswer.Json(ChatAnswer));

        Assert.Null(await CheckAsync(Plain, server));
    }

    [Theory]
    [InlineData(404)] // a target without a list
    [InlineData(429)]
    [InlineData(500)]
    public async Task RunAsync_ListThatIsNotThere_IsNoReason(int status)
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(Refusal, status));

        Assert.Null(await CheckAsync(Plain, server));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task RunAsync_TargetThatBreaksOff_IsNoReason()
    {
        await using ScriptedServer server = new(_ => new ScriptedAnswer(AnswerEnd.Reset, "HTTP/1.1 "));
        TimeoutSettings soon = new() { Connect = TimeSpan.FromMilliseconds(100) }; // for the handshake that is tried, which this server lets wait

        Assert.Null(await CheckAsync(Plain with { Target = new TargetSettings { Timeouts = soon } }, server));
    }

    [Fact]
    public async Task RunAsync_LetIn_ReadsTheList()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(Models));

        Assert.Equal(["a", "b"], (await CheckAsync(Plain, server))!.Names);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task RunAsync_RefusalsAreWantedOrNothingIsToBeAsked_AsksNothing()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(Refusal, 401));
        RequestGroup wantsRefusals = new() { Name = "strangers", ExpectedStatus = [401] };

        await CheckAsync(Plain with { Workload = [.. Plain.Workload, wantsRefusals] }, server);
        await CheckAsync(Plain with { Target = new TargetSettings { ChecksKey = false } }, server);

        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task RunAsync_Tenants_TriesEachKeyOnceAndNamesTheOneRefused()
    {
        await using ScriptedServer server = new(number => number == 0 ? ScriptedAnswer.Json(Models) : ScriptedAnswer.Json(Refusal, 401));
        Scenario scenario = Plain with
        {
            Tenants = [new Tenant { Name = "free", ApiKey = "sk-1" }, new Tenant { Name = "also-free", ApiKey = "sk-1" }],
        };

        await CheckAsync(scenario, server);
        Assert.Equal(1, server.Requests);

        RunRefusedException refused = await Assert.ThrowsAsync<RunRefusedException>(() => CheckAsync(scenario with { Tenants = [new Tenant { Name = "pro", ApiKey = "sk-2" }] }, server));
        Assert.Contains("of the tenant pro", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_TargetThatSpeaksTlsAtAnAddressWithout_RefusesTheRun(bool isHttp2)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant, "https://127.0.0.1:0");
        Scenario scenario = Plain with { Target = new TargetSettings { Transport = isHttp2 ? Transport.Http2 : Transport.Http1 } };

        RunRefusedException refused = await Assert.ThrowsAsync<RunRefusedException>(() => CheckAsync(scenario, new Uri($"http://127.0.0.1:{gateway.Addresses[0].Port}/v1")));

        Assert.Contains("speaks TLS, and its address says that it does not. Let the address begin with https://.", refused.Message, StringComparison.Ordinal);
    }

    private static Task<ModelList?> CheckAsync(Scenario scenario, ScriptedServer server) => CheckAsync(scenario, server.Url);

    private static async Task<ModelList?> CheckAsync(Scenario scenario, Uri url)
    {
        Target target = new(url, "sk-test", [new IPEndPoint(IPAddress.Loopback, url.Port)]);
        using OwnRequests own = new(scenario, target);
        return await KeyCheck.RunAsync(scenario, target, own, TestContext.Current.CancellationToken);
    }
}
