using System.Text.Json;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load.Checks;

/// <summary>What is looked at in the answers of one group, made once. Immutable; any thread.</summary>
internal sealed class InspectionPlan
{
    private const int NotAsked = -1;

    private InspectionPlan(Scenario scenario, RequestGroup group)
    {
        List<string> checks = [.. CheckNames.Of(scenario)];
        List<JsonTarget> targets = [];
        ExpectedAnswer expect = group.Expect;
        Expect = expect;
        CheckCount = checks.Count;
        Status = checks.IndexOf(CheckNames.Status);
        Headers = HeaderChecks(expect.Headers);
        HeadersWhenRefused = HeaderChecks(expect.HeadersWhenRefused);
        RequestId = expect.SameRequestId ? checks.IndexOf(CheckNames.RequestId) : NotAsked;
        Tokens = expect.AsksForTokens ? checks.IndexOf(CheckNames.Tokens) : NotAsked;
        Usage = expect.UsageIsContent ? checks.IndexOf(CheckNames.Usage) : NotAsked;

        List<JsonCheck> found = [];
        if (expect.SameModel) found.Add(new JsonCheck(checks.IndexOf(CheckNames.Model), TargetOf(ModelTarget)));
        foreach (string path in expect.Fields) found.Add(new JsonCheck(checks.IndexOf(CheckNames.Field(path)), TargetOf(FieldTarget(path))));
        Json = [.. found];

        Metrics = [.. scenario.Metrics.Select(metric => new MetricSource(metric))];
        MetricTargets = [.. Metrics.Select(metric => metric.Target is { } target ? TargetOf(target) : NotAsked)];
        PromptTokens = scenario.Cost is not null && group.Endpoint is Scenarios.Endpoint.Embeddings ? TargetOf(NumberTarget("usage.prompt_tokens")) : NotAsked;
        Targets = [.. targets];

        SliceNames names = SliceNames.Of(scenario);
        Model = names.Models.ToList().IndexOf(SliceNames.ModelsOf(group)[0]);
        Endpoint = names.Endpoints.ToList().IndexOf(SliceNames.NameOf(group.Endpoint));

        int TargetOf(JsonTarget target)
        {
            targets.Add(target);
            return targets.Count - 1;
        }

        HeaderCheck[] HeaderChecks(IReadOnlyDictionary<string, IReadOnlyList<string>> headers) =>
            [.. headers.Select(header => new HeaderCheck(header.Key, header.Value, checks.IndexOf(CheckNames.Header(header.Key))))];
    }

    /// <returns>Null where the scenario asks for nothing that is to be looked for.</returns>
    public static InspectionPlan? Of(Scenario scenario, RequestGroup group) =>
        CheckNames.Of(scenario).Count > 0 || scenario.Metrics.Count > 0 || scenario.Cost is not null || SliceNames.AreWanted(scenario)
            ? new InspectionPlan(scenario, group)
            : null;

    public ExpectedAnswer Expect { get; }

    /// <summary>Checks of the scenario, those of other groups included.</summary>
    public int CheckCount { get; }

    /// <summary>The check's place, as those below; below 0: not asked for.</summary>
    public int Status { get; }

    public HeaderCheck[] Headers { get; }

    public HeaderCheck[] HeadersWhenRefused { get; }

    public int RequestId { get; }

    public int Tokens { get; }

    public int Usage { get; }

    public JsonCheck[] Json { get; }

    /// <summary>What is looked for in the JSON of an answer.</summary>
    public JsonTarget[] Targets { get; }

    public MetricSource[] Metrics { get; }

    /// <summary>Of each metric its target; below 0: it is read from a header.</summary>
    public int[] MetricTargets { get; }

    /// <summary>The target with the tokens of a prompt where no reader of the answer tells them; below 0: it does, or nobody asks.</summary>
    public int PromptTokens { get; }

    /// <summary>The place of the group's model among the scenario's.</summary>
    public int Model { get; }

    public int Endpoint { get; }

    /// <summary>Chat and most others name the model at the top; events of the responses and messages endpoints in what they carry.</summary>
    private static JsonTarget ModelTarget { get; } = new(
        [new JsonPath("model"), new JsonPath("response.model"), new JsonPath("message.model")],
        KeepsLooking: false,
        (ref Utf8JsonReader at, CurrentRequest request) => at.TokenType == JsonTokenType.String ? (at.ValueTextEquals(request.Plan.Group.Model) ? 1 : 0) : double.NaN);

    private static JsonTarget NumberTarget(string path) => new(
        [new JsonPath(path)],
        KeepsLooking: false,
        (ref Utf8JsonReader at, CurrentRequest _) => at.TokenType == JsonTokenType.Number && at.TryGetInt64(out long number) ? number : double.NaN);

    private static JsonTarget FieldTarget(string path) => new(
        [new JsonPath(path)],
        KeepsLooking: false,
        (ref Utf8JsonReader at, CurrentRequest _) => JsonPath.HoldsSomething(ref at) ? 1 : double.NaN);
}

/// <param name="Check">Its place among the checks.</param>
/// <param name="Target">What must be found and come to something other than 0.</param>
internal readonly record struct JsonCheck(int Check, int Target);
