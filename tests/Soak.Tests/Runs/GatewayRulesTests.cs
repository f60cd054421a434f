using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Tests.Load;

namespace HotPath.Soak.Tests.Runs;

public sealed class GatewayRulesTests
{
    [Fact]
    public async Task MakeAsync_Calls_AreMadeInOrderAsWritten()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("{}", 201));
        AdminCall route = new()
        {
            Method = "PUT",
            Url = new Uri(server.Url, "/admin/routes/1").AbsoluteUri,
            Headers = new Dictionary<string, string> { ["X-API-KEY"] = "secret" },
            Body = """{"uri":"/v1/*"}""",
            Status = [201],
        };
        using GatewayRules rules = Rules(server, setup: [route, new AdminCall { Url = "/admin/flush", Body = "all", ContentType = "text/plain" }, new AdminCall { Method = "DELETE", Url = "/x?y=1" }]);

        await rules.MakeAsync(TestContext.Current.CancellationToken);

        string[] heads = [.. server.Heads];
        Assert.Equal(["PUT /admin/routes/1 HTTP/1.1", "POST /admin/flush HTTP/1.1", "DELETE /x?y=1 HTTP/1.1"], heads.Select(head => head.Split("\r\n")[0]));
        Assert.Contains("X-API-KEY: secret", heads[0], StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain", heads[1], StringComparison.Ordinal);
        Assert.Equal([route.Body, "all", ""], Enumerable.Range(0, 3).Select(number => server.Bodies[number]));
    }

    [Fact]
    public async Task MakeAsync_CallThatFails_RefusesTheRunAndSaysTheAnswer()
    {
        await using ScriptedServer server = new(number => number == 0 ? ScriptedAnswer.Json("{}") : ScriptedAnswer.Json("no such plugin", 400));
        using GatewayRules rules = Rules(server, setup: [new AdminCall { Url = "/a" }, new AdminCall { Url = "/b" }, new AdminCall { Url = "/c" }]);

        RunRefusedException refused = await Assert.ThrowsAsync<RunRefusedException>(() => rules.MakeAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"POST {new Uri(server.Url, "/b")} was answered with 400: no such plugin.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task MakeAsync_NobodyThere_RefusesTheRun()
    {
        using GatewayRules rules = new(new Scenario { Name = "x", Workload = [], Setup = [new AdminCall { Url = "http://127.0.0.1:1/routes" }] }, new Uri("http://127.0.0.1:1/v1"), tls: null);

        Assert.Contains("was not answered", (await Assert.ThrowsAsync<RunRefusedException>(() => rules.MakeAsync(TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UndoAsync_CallThatFails_IsSaidAndTheNextIsMade()
    {
        await using ScriptedServer server = new(number => ScriptedAnswer.Json("", number == 0 ? 404 : 200));
        using GatewayRules rules = Rules(server, teardown: [new AdminCall { Method = "DELETE", Url = "/a" }, new AdminCall { Method = "DELETE", Url = "/b" }]);

        string problem = Assert.Single(await rules.UndoAsync(CancellationToken.None));

        Assert.Equal($"DELETE {new Uri(server.Url, "/a")} was answered with 404.", problem);
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task UndoAsync_InAHurryAndNobodyAnswers_DoesNotWaitAndSaysSo()
    {
        await using ScriptedServer server = new(_ => new ScriptedAnswer(AnswerEnd.Hang));
        using GatewayRules rules = Rules(server, teardown: [new AdminCall { Method = "DELETE", Url = "/a" }, new AdminCall { Method = "DELETE", Url = "/b" }]);

        IReadOnlyList<string> problems = await rules.UndoAsync(new CancellationToken(canceled: true));

        Assert.Equal(2, server.Requests);
        Assert.All(problems, problem => Assert.EndsWith("was not answered in time.", problem, StringComparison.Ordinal));
    }

    private static GatewayRules Rules(ScriptedServer server, AdminCall[]? setup = null, AdminCall[]? teardown = null) =>
        new(new Scenario { Name = "rules", Workload = [], Setup = setup ?? [], Teardown = teardown ?? [] }, server.Url, tls: null);
}
