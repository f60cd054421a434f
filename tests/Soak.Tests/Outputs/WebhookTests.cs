using System.Text.Json;
using HotPath.Analysis.Results;
using HotPath.Soak.Outputs;
using HotPath.Soak.Tests.Load;

namespace HotPath.Soak.Tests.Outputs;

public sealed class WebhookTests
{
    private static readonly RunResult Run = Verdicts.Runs.Sound;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Tell_Events_ArePostedOnceEachInTheirOrder()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("{}"));
        await using Webhook webhook = new(server.Url, Run);

        for (int i = 0; i < 5; i++) webhook.Tell(Event(i));
        OutputFigures told = await webhook.FinishAsync(Long);

        Assert.Equal(new OutputFigures { Sent = 5 }, told);
        Assert.Equal(5, server.Requests);
        Assert.All(server.Heads, head => Assert.StartsWith("POST /v1 HTTP/1.1\r\n", head, StringComparison.Ordinal));
        using JsonDocument third = JsonDocument.Parse(server.Bodies[2]);
        Assert.Equal(
            ["run", "scenario", "at", "elapsedSeconds", "kind", "text", "expression", "actual", "limit", "windowSeconds"],
            third.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal((Run.Id, 2), (third.RootElement.GetProperty("run").GetString(), third.RootElement.GetProperty("actual").GetDouble()));
    }

    [Fact]
    public async Task Tell_EndpointThatRefuses_IsCountedAndNotToldAgain()
    {
        await using ScriptedServer server = new(number => ScriptedAnswer.Json("no such hook", number == 1 ? 404 : 200));
        await using Webhook webhook = new(server.Url, Run);

        for (int i = 0; i < 3; i++) webhook.Tell(Event(i));
        OutputFigures told = await webhook.FinishAsync(Long);

        Assert.Equal(new OutputFigures { Sent = 2, Failed = 1, Problem = "404 no such hook" }, told);
        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task Tell_NobodyThere_IsCountedAndSaid()
    {
        Uri nobody;
        await using (ScriptedServer server = new(_ => ScriptedAnswer.Json("{}"))) nobody = server.Url;
        await using Webhook webhook = new(nobody, Run);

        webhook.Tell(Event(0));
        OutputFigures told = await webhook.FinishAsync(Long);

        Assert.Equal((0, 1, 0), (told.Sent, told.Failed, told.Dropped));
        Assert.NotEmpty(told.Problem!);
    }

    [Fact]
    public async Task Tell_EndpointThatNeverAnswers_HoldsNobodyUpAndWhatIsTooMuchIsDropped()
    {
        const int TooMany = 7;
        await using ScriptedServer server = new(_ => new ScriptedAnswer(AnswerEnd.Hang));
        await using Webhook webhook = new(server.Url, Run);
        webhook.Tell(Event(0));
        while (server.Requests == 0) await Task.Yield(); // the first is taken out of the queue

        for (int i = 0; i < Webhook.MostWaiting + TooMany; i++) webhook.Tell(Event(i)); // ends: nothing waits
        OutputFigures told = await webhook.FinishAsync(TimeSpan.Zero);

        Assert.Equal(new OutputFigures { Failed = Webhook.MostWaiting + 1, Dropped = TooMany, Problem = "not taken before the run was over" }, told);
    }

    private static RunEvent Event(int number) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        ElapsedSeconds = number,
        Kind = RunEventKind.AlertFiring,
        Text = $"number {number}",
        Expression = "rate > 1",
        Actual = number,
        Limit = 1,
        WindowSeconds = 60,
    };
}
