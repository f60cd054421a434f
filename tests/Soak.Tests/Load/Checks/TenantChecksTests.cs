using System.Text.RegularExpressions;
using HotPath.Analysis.Results;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load.Checks;

/// <summary>What is checked and counted of requests in the name of tenants, for several models, with ids of their own.</summary>
public sealed partial class TenantChecksTests
{
    private const int Free = 0, Paid = 1, Small = 0, Large = 1;

    private static Scenario Scenario { get; } = new()
    {
        Name = "x",
        Workload =
        [
            new RequestGroup
            {
                Name = "chat",
                Stream = false,
                Models = [new WeightedModel("sim-small", 3), new WeightedModel("sim-large", 1)],
                SendsRequestId = true,
                Expect = new ExpectedAnswer { SameModel = true, SameRequestId = true },
            },
        ],
        Tenants =
        [
            new Tenant { Name = "free", Models = ["sim-small"], Providers = ["alpha"] },
            new Tenant { Name = "paid", Weight = 2 },
        ],
        Cost = new CostSettings { Prices = new Dictionary<string, TokenPrice> { ["sim-small"] = new(0, 1), ["sim-large"] = new(0, 10) } },
    };

    [Fact]
    public async Task RunAsync_AnswersWithinAndOutsideAPlan_AreToldApart()
    {
        (string Model, string Provider)[] answered = [("sim-small", "alpha"), ("sim-large", "alpha"), ("sim-small", "beta"), ("sim-large", "beta")];
        RunResult run = await RunAsync(
            [new(1) { Tenant = Free, Model = Small }, new(2) { Tenant = Free, Model = Small }, new(3) { Tenant = Free, Model = Small }, new(4) { Tenant = Paid, Model = Large }],
            (number, id) => Answer(answered[number].Model, $"X-Request-ID: {id}\r\nX-Upstream-Provider: {answered[number].Provider}\r\n"));

        Assert.Equal(new CheckCount(2, 1), run.Checks!.ByName["tenantModel"]);
        Assert.Equal(new CheckCount(2, 1), run.Checks.ByName["tenantProvider"]);
        Assert.Equal(new CheckCount(3, 1), run.Checks.ByName["model"]);
        Assert.Equal(new CheckCount(4, 0), run.Checks.ByName["requestId"]);
        Assert.Equal((3, 2, 1, 0), (run.By!.Tenant!["free"].Requests, run.By.Tenant["free"].Failed, run.By.Tenant["paid"].Requests, run.By.Tenant["paid"].Failed));
        Assert.Equal((3, 1), (run.By.Model!["sim-small"].Requests, run.By.Model["sim-large"].Requests));
        Assert.Equal(((1 + 0.5) * (1 + 0.5) / (2 * (1 + 0.25))), run.Fairness!.Value, precision: 9);
        Assert.Equal((3e-6, 10e-6), (Math.Round(run.Cost!.ByModel["sim-small"], 12), Math.Round(run.Cost.ByModel["sim-large"], 12)));
    }

    [Fact]
    public async Task RunAsync_AnotherOrNoRequestId_FailsTheCheck()
    {
        RunResult run = await RunAsync(
            [new(1) { Tenant = Paid }, new(2) { Tenant = Paid }, new(3) { Tenant = Paid }],
            (number, id) => Answer("sim-small", number switch { 0 => $"x-request-id: {id}\r\n", 1 => $"X-Request-ID: {id[..^1]}\r\n", _ => "" }));

        Assert.Equal(new CheckCount(1, 2), run.Checks!.ByName["requestId"]);
    }

    private static ScriptedAnswer Answer(string model, string headers) => ScriptedAnswer.Json($$$"""{"model":"{{{model}}}",{{{ChatAnswer[1..]}}}""", headers: headers);

    /// <param name="answerOf">From a request's number and its X-Request-ID.</param>
    private static async Task<RunResult> RunAsync(RequestDraw[] draws, Func<int, string, ScriptedAnswer> answerOf)
    {
        ScriptedServer? heard = null;
        await using ScriptedServer server = new(number => answerOf(number, IdIn(heard!.Heads.ElementAt(number))));
        heard = server;
        using CheckedBench bench = new(server, Scenario);
        foreach (RequestDraw draw in draws) await bench.RunAsync(draw);
        return bench.Figures();
    }

    private static string IdIn(string head) => RequestId().Match(head).Groups["id"].Value;

    [GeneratedRegex("X-Request-ID: (?<id>[0-9a-f-]{36})")]
    private static partial Regex RequestId();
}
