using System.Text.Json;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

public sealed class TokenBudgetRunTests
{
    /// <summary>A system message of 4 tokens, prompts of 2, 27 and 30, a window of 60: 54, 29 and 26 are left, and 28 must be.</summary>
    [Theory]
    [InlineData("rate")]
    [InlineData("users")]
    public async Task Run_PromptsOfEachLength_AskForWhatIsLeftAndHoldBackWhoHasTooLittle(string kind)
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        RequestGroup group = new()
        {
            Name = "chat",
            Stream = false,
            SystemPrompt = "Be brief, say",
            Prompts = [new string('a', 8), new string('b', 108), new string('c', 120)],
            MaxTokens = 32,
            Budget = new TokenBudget { Context = 60, LeastOutput = 28 },
        };
        LoadSettings load = kind == "rate" ? OpenLoad.Constant(500, LoadSettings.LongestForRequests) : ClosedLoad.Constant(2, LoadSettings.LongestForRequests);
        using EngineBench bench = new(new Scenario { Name = "window", Load = load with { MostRequests = 90, WarmUp = TimeSpan.Zero }, Workload = [group] }, server.Url);

        await bench.RunAsync();

        Assert.Equal(90, bench.Counters[Counter.Scheduled] + bench.Counters[Counter.HeldBack]);
        Assert.InRange(bench.Counters[Counter.HeldBack], 10, 60);
        Assert.Equal(bench.Counters[Counter.Scheduled], server.Requests);
        Assert.Equal(["a: 32", "b: 29"], server.Bodies.Values.Select(Asked).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The first letter of the prompt, and the cap that is asked for.</summary>
    private static string Asked(string body)
    {
        using JsonDocument request = JsonDocument.Parse(body);
        JsonElement members = request.RootElement;
        return $"{members.GetProperty("messages")[1].GetProperty("content").GetString()![0]}: {members.GetProperty("max_tokens").GetInt32()}";
    }
}
