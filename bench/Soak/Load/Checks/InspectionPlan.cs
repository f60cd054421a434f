using System.Text;
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
        bool hasModel = group.Endpoint is not (Scenarios.Endpoint.Models or Scenarios.Endpoint.Custom);
        TenantModels = [.. scenario.Tenants.Select(tenant => tenant.Models.Count > 0 && hasModel ? tenant.Models.Select(Encoding.UTF8.GetBytes).ToArray() : null)];
        if (TenantModels.Any(models => models is not null)) TenantModel = new JsonCheck(checks.IndexOf(CheckNames.TenantModel), TargetOf(TenantModelTarget));
        TenantProviders =
        [
            .. scenario.Tenants.Select(tenant => tenant.Providers.Count > 0 && hasModel
                ? new HeaderCheck(Inspection.Provider, tenant.Providers, checks.IndexOf(CheckNames.TenantProvider))
                : null),
        ];
        if (expect.SameModel) found.Add(new JsonCheck(checks.IndexOf(CheckNames.Model), TargetOf(ModelTarget)));
        foreach (string path in expect.Fields) found.Add(new JsonCheck(checks.IndexOf(CheckNames.Field(path)), TargetOf(FieldTarget(path))));
        Json = [.. found];

        Metrics = [.. scenario.Metrics.Select(metric => new MetricSource(metric))];
        MetricTargets = [.. Metrics.Select(metric => metric.Target is { } target ? TargetOf(target) : NotAsked)];
        PromptTokens = scenario.Cost is not null && group.Endpoint is Scenarios.Endpoint.Embeddings ? TargetOf(NumberTarget("usage.prompt_tokens")) : NotAsked;
        Targets = [.. targets];

        SliceNames names = SliceNames.Of(scenario);
        ModelNames = [.. SliceNames.ModelsOf(group).Select(Encoding.UTF8.GetBytes)];
        Models = [.. SliceNames.ModelsOf(group).Select(model => names.Models.ToList().IndexOf(model))];
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

    /// <summary>Of each model of the group its place among the scenario's.</summary>
    public int[] Models { get; }

    /// <summary>The same as they are asked for.</summary>
    public byte[][] ModelNames { get; }

    /// <summary>The models of each tenant's plan; null: any may answer it.</summary>
    public byte[][]?[] TenantModels { get; }

    /// <summary>That a tenant is answered by a model of its plan; null: no plan says it.</summary>
    public JsonCheck? TenantModel { get; }

    /// <summary>That a tenant is answered by a provider of its plan, by tenant; null: any may.</summary>
    public HeaderCheck?[] TenantProviders { get; }

    public int Endpoint { get; }

    /// <summary>Chat and most others name the model at the top; events of the responses and messages endpoints in what they carry.</summary>
    private static readonly JsonPath[] ModelPaths = [new("model"), new("response.model"), new("message.model")];

    private static readonly JsonTarget ModelTarget = new(ModelPaths, KeepsLooking: false, (ref Utf8JsonReader at, CurrentRequest request) =>
        at.TokenType == JsonTokenType.String ? (at.ValueTextEquals(request.Plan.Inspection!.ModelNames[request.Draw.Model]) ? 1 : 0) : double.NaN);

    private static readonly JsonTarget TenantModelTarget = new(ModelPaths, KeepsLooking: false, (ref Utf8JsonReader at, CurrentRequest request) =>
        at.TokenType == JsonTokenType.String ? (IsOneOf(ref at, request.Plan.Inspection!.TenantModels[request.Draw.Tenant]) ? 1 : 0) : double.NaN);

    private static bool IsOneOf(ref Utf8JsonReader at, byte[][]? texts)
    {
        foreach (byte[] text in texts ?? [])
        {
            if (at.ValueTextEquals(text)) return true;
        }

        return texts is null;
    }

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
