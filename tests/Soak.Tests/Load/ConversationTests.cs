using System.Text.Json;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

public sealed class ConversationTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(0.6);

    /// <summary>Three turns, each prompt as good as unique to its conversation.</summary>
    private static readonly RequestGroup Group = new()
    {
        Name = "talk",
        SystemPrompt = "Be brief.",
        Prompts = [.. Enumerable.Range(0, 1_000).Select(number => $"Question {number}?")],
        Turns = Distribution.Constant(3),
        Think = Distribution.Constant(1e6),
    };

    public static TheoryData<string> Loads => ["open", "closed"];

    [Theory]
    [MemberData(nameof(Loads))]
    public async Task Run_Conversations_RepeatAllThatWasSaid(string load)
    {
        await using ScriptedServer server = new(number => ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Text($"answer \\\"{number}\\\""), Text(" ends"), Done));
        using EngineBench bench = new(ScenarioOf(load, Group), server.Url);

        await bench.RunAsync();

        Dictionary<int, Message[]> asked = server.Bodies.ToDictionary(body => body.Key, body => MessagesOf(body.Value));
        Assert.NotEmpty(asked);
        Assert.All(asked.Values, messages => AssertFollows(messages, asked));
        Assert.Equal(asked.Values.Count(messages => messages.Length > 2), bench.Counters[Counter.LaterTurns]);
        Assert.Equal(asked.Values.Count(messages => messages.Length == 6), bench.Counters[Counter.ConversationsCompleted]);
        Assert.Equal(bench.Counters[Counter.Scheduled], bench.Counters[Counter.ConversationsStarted] + bench.Counters[Counter.LaterTurns]);
        Assert.Equal(asked.Count, bench.Counters[Outcome.Completed]);
        Assert.True(bench.Counters[Counter.ConversationsCompleted] > 0, "no conversation came to its end");
    }

    [Fact]
    public async Task Run_OpenLoop_ScheduleIsOfConversations()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using EngineBench bench = new(ScenarioOf("open", Group with { Stream = false }), server.Url);

        await bench.RunAsync();

        Assert.Equal(30, bench.Counters[Counter.ConversationsStarted]); // 50/s for 0.6 s, whatever the turns add
        Assert.Equal(30 + bench.Counters[Counter.LaterTurns], bench.Counters[Counter.Scheduled]);
        Assert.Equal(0, bench.Counters[Counter.ConversationsBroken]);
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public async Task Run_TurnWithoutAnAnswer_EndsItsConversation(string load)
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("{}", 500));
        using EngineBench bench = new(ScenarioOf(load, Group), server.Url);

        await bench.RunAsync();

        Assert.True(bench.Counters[Counter.ConversationsBroken] > 0);
        Assert.Equal(bench.Counters[Counter.ConversationsStarted], bench.Counters[Counter.ConversationsBroken]);
        Assert.Equal(0, bench.Counters[Counter.LaterTurns]);
    }

    [Fact]
    public async Task Run_NextTurnAfterTheEnd_IsNotSent()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        using EngineBench bench = new(ScenarioOf("open", Group with { Stream = false, Think = Distribution.Constant(3600e9) }), server.Url);

        await bench.RunAsync();

        Assert.Equal(30, server.Requests);
        Assert.Equal(0, bench.Counters[Counter.ConversationsCompleted] + bench.Counters[Counter.ConversationsBroken]);
    }

    private static Scenario ScenarioOf(string load, RequestGroup group) => new()
    {
        Name = "conversations",
        Workload = [group],
        Load = load == "open" ? OpenLoad.Constant(50, Length) with { WarmUp = TimeSpan.Zero } : ClosedLoad.Constant(3, Length) with { WarmUp = TimeSpan.Zero },
    };

    /// <summary>The messages before the last answer were a request of their own, and that answer is what it got.</summary>
    private static void AssertFollows(Message[] messages, Dictionary<int, Message[]> asked)
    {
        Assert.Equal(("system", "Be brief."), (messages[0].Role, messages[0].Content));
        Assert.Equal("user", messages[^1].Role);
        Assert.InRange(messages.Length, 2, 6);
        if (messages.Length == 2) return;

        Message answer = messages[^2];
        Assert.Equal("assistant", answer.Role);
        Assert.StartsWith("answer \"", answer.Content, StringComparison.Ordinal);
        Assert.EndsWith("\" ends", answer.Content, StringComparison.Ordinal);
        int number = int.Parse(answer.Content["answer \"".Length..^"\" ends".Length], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(asked[number], messages[..^2]);
    }

    private static Message[] MessagesOf(string body)
    {
        using JsonDocument json = JsonDocument.Parse(body);
        return
        [
            .. json.RootElement.GetProperty("messages").EnumerateArray()
                .Select(message => new Message(message.GetProperty("role").GetString()!, message.GetProperty("content").GetString()!)),
        ];
    }

    private sealed record Message(string Role, string Content);
}
