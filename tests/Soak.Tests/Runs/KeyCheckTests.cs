using System.Net;
using HotPath.Soak.Load;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
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

        Assert.Null(await CheckAsync(Plain, server));
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

    private static async Task<ModelList?> CheckAsync(Scenario scenario, ScriptedServer server)
    {
        Target target = new(server.Url, "sk-test", [new IPEndPoint(IPAddress.Loopback, server.Url.Port)]);
        using OwnRequests own = new(scenario, target);
        return await KeyCheck.RunAsync(scenario, server.Url, own, TestContext.Current.CancellationToken);
    }
}
