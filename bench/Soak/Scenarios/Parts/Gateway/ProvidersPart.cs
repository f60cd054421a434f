using System.Text.Json;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts.Gateway;

/// <summary><c>gateway.providers</c>: what the gateway calls.</summary>
internal static class ProvidersPart
{
    private const int MostCapacity = 1_000_000;

    private static readonly ProviderSettings Otherwise = new() { Name = "" };

    private static readonly ProviderFault OtherwiseFault = new(ProviderFaultKind.Errors, TimeSpan.Zero, TimeSpan.Zero);

    public static ListShape Shape { get; } = new("Simulated providers behind the gateway, the primary first. Left out: the gateway answers by itself.", ProviderShape())
    {
        NeedsOne = "provider",
        Rule = CheckNames,
    };

    public static string NameOf(ProviderFaultKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    public static ValueList<ProviderSettings> Settings(CheckedObject holder) => [.. holder.Objects("providers").Select(Provider)];

    /// <returns>The names that are given; null: there is no list.</returns>
    public static string[]? Names(DocumentValue? providers) => providers is null
        ? null
        : [.. providers.Items.Select(provider => provider["name"]).OfType<DocumentValue>().Select(name => name.Text)];

    private static ProviderSettings Provider(CheckedObject provider) => new()
    {
        Name = provider.Text("name") ?? "",
        Weight = provider.Whole("weight") ?? Otherwise.Weight,
        Price = provider.Number("price"),
        Region = provider.Text("region"),
        Models = [.. provider.Items("models").Select(model => model.Text)],
        TimeToFirstToken = provider.Distribution("ttft", DistributionUnit.Time),
        InterTokenLatency = provider.Distribution("itl", DistributionUnit.Time),
        Capacity = provider.Whole("capacity"),
        ErrorRate = provider.Number("errorRate") ?? Otherwise.ErrorRate,
        ErrorStatus = provider.Whole("errorStatus") ?? Otherwise.ErrorStatus,
        Faults = [.. provider.Objects("faults").Select(Fault)],
    };

    private static ProviderFault Fault(CheckedObject fault) => new(KindOf(fault.Value!["kind"])!.Value, fault.Duration("at") ?? TimeSpan.Zero, fault.Duration("for")!.Value)
    {
        Status = fault.Whole("status") ?? OtherwiseFault.Status,
        By = fault.Duration("by") ?? TimeSpan.Zero,
    };

    private static ObjectShape ProviderShape() => new(
        "One provider.",
        [
            new("name", Terms.GroupName("What X-Upstream-Provider, routes and figures call it; unique.")) { Required = true },
            new("weight", new NumberShape("Its share against the sum of all weights, where the policy is weighted.", 1, ProviderSettings.MostWeight)
            {
                IsWhole = true,
                Default = Otherwise.Weight,
            }),
            new("price", new NumberShape("What a million tokens cost, for the policy cheapest. Left out: more than all that say it.", 0, 1_000_000)),
            new("region", Terms.GroupName("Where it is, as X-Region says it, for the policy region. Left out: nowhere in particular.")),
            new("models", new ListShape("The models that it serves. Left out: any.", Terms.NotEmpty("A model.", otherwise: null)) { NeedsOne = "model" }),
            new("ttft", Terms.Draw("From an attempt's beginning to the first token. Left out: the gateway's.", DistributionUnit.Time)),
            new("itl", Terms.Draw("Between two tokens. Left out: the gateway's.", DistributionUnit.Time)),
            new("capacity", new NumberShape("Requests in hand at most; one more is refused with 503 at once. Left out: any number.", 1, MostCapacity) { IsWhole = true, Unit = " requests" }),
            new("errorRate", new NumberShape("Of all attempts: 0.01 is one in a hundred fails when its first token would be due.", 0, 1) { Default = Otherwise.ErrorRate }),
            new("errorStatus", new NumberShape("What these are answered with.", 400, 599) { IsWhole = true, Default = Otherwise.ErrorStatus }),
            new("faults", new ListShape("Stretches of time in which it is not itself; of several at one time the first counts.", FaultShape())),
        ]);

    private static ObjectShape FaultShape() => new(
        "A stretch of time in which something is wrong.",
        [
            new("at", Terms.DurationOrZero("When, from the gateway's start.", OtherwiseFault.At)),
            new("for", Terms.Duration("Its length.", otherwise: null)) { Required = true },
            new("kind", new ChoiceShape(
                "errors: each attempt fails when its first token would be due; unavailable: at once; slow: the first token comes later.",
                [.. Enum.GetValues<ProviderFaultKind>().Select(NameOf)])) { Required = true },
            new("status", new NumberShape("What a failed attempt is answered with; not of slow.", 400, 599) { IsWhole = true, Default = OtherwiseFault.Status }),
            new("by", Terms.Duration("How much later the first token comes; slow only.", otherwise: null)),
        ])
    {
        Rule = CheckFault,
    };

    private static void CheckFault(DocumentValue fault, ProblemList problems)
    {
        if (KindOf(fault["kind"]) is not { } kind) return;

        bool isSlow = kind is ProviderFaultKind.Slow;
        if (isSlow && fault["status"] is { } status) problems.Add(status, "does nothing for a slow provider; leave it out.");
        if (!isSlow && fault["by"] is { } by) problems.Add(by, "has a meaning only for kind slow; leave it out.");
        if (isSlow && fault is { IsWhole: true } && fault["by"] is null) problems.Add(fault, "has no by; a slow provider needs one, such as 500ms.");
    }

    private static void CheckNames(DocumentValue providers, ProblemList problems)
    {
        Dictionary<string, DocumentValue> seen = [];
        foreach (DocumentValue name in providers.Items.Select(provider => provider["name"]).OfType<DocumentValue>())
        {
            if (name.Kind is JsonValueKind.String && !seen.TryAdd(name.Text, name))
            {
                problems.Add(name, $"is {name.Describe()}, as {seen[name.Text].Path} is; give each provider a name of its own.");
            }
        }

        if (providers.Items.Count > ProviderSettings.Most)
        {
            problems.Add(providers, $"are {providers.Items.Count}; there can be {ProviderSettings.Most} at most.");
        }
    }

    private static ProviderFaultKind? KindOf(DocumentValue? given) => Enum.GetValues<ProviderFaultKind>().Cast<ProviderFaultKind?>()
        .FirstOrDefault(kind => given?.Text == NameOf(kind.GetValueOrDefault()));
}
