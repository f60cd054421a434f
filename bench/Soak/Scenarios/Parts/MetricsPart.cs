using System.Text.Json;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>metrics</c>: numbers of the answers that become figures of their own.</summary>
internal static class MetricsPart
{
    private const int Most = 32;
    private const double MostScale = 1e9;

    private static readonly OwnMetric Otherwise = new() { Name = "" };

    public static ListShape Shape { get; } = new(
        "Numbers of the answers that become figures of their own: thresholds name them, such as metric(NAME).p99 < 50.", MetricShape())
    {
        Rule = CheckAll,
    };

    public static string NameOf(OwnMetricKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    public static OwnMetric Settings(CheckedObject metric) => new()
    {
        Name = metric.Text("name") ?? "",
        Header = metric.Text("header"),
        Path = metric.Text("json"),
        Kind = KindOf(metric.Value) ?? Otherwise.Kind,
        Scale = metric.Number("scale") ?? Otherwise.Scale,
        Is = metric.Text("is"),
    };

    private static ObjectShape MetricShape() => new(
        "One of them.",
        [
            new("name", Terms.GroupName("What thresholds and reports call it; unique.")) { Required = true },
            new("header", new TextShape("The header field that holds the number.")
            {
                Pattern = HeadersShape.NamePattern,
                ProblemOf = text => HeadersShape.IsName(text) ? null : "it must be a header name: letters, digits and !#$%&'*+.^_`|~-",
            }),
            new("json", Terms.JsonPath("The path of the number in the answer, such as usage.prompt_tokens; of a stream the last event that has it counts.")),
            new("kind", new ChoiceShape(
                "trend: the distribution of the numbers, of which a millionth is told apart and those above 4.39 million count as that. rate: the share of them that are not 0. counter: their sum.",
                [.. Enum.GetValues<OwnMetricKind>().Select(NameOf)])
            {
                Default = NameOf(Otherwise.Kind),
            }),
            new("scale", new NumberShape("What each number is multiplied by.", 1 / MostScale, MostScale) { Default = Otherwise.Scale }),
            new("is", Terms.NotEmpty("Of a rate: the text that counts as true, such as fallback. Left out: any number but 0, and true.", otherwise: null)),
        ])
    {
        Rule = CheckOne,
    };

    private static OwnMetricKind? KindOf(DocumentValue? metric) => metric?["kind"] is { } given
        ? Enum.GetValues<OwnMetricKind>().Cast<OwnMetricKind?>().FirstOrDefault(kind => NameOf(kind.GetValueOrDefault()) == given.Text)
        : null;

    private static void CheckOne(DocumentValue metric, ProblemList problems)
    {
        if (metric["header"] is null && metric["json"] is null && metric.IsWhole)
        {
            problems.Add(metric, "has no source; add header or json.");
        }

        if (metric["header"] is not null && metric["json"] is { } second)
        {
            problems.Add(second, "is given beside header; keep one.");
        }

        if (metric["is"] is { } text && metric.IsWhole && KindOf(metric) is not OwnMetricKind.Rate)
        {
            problems.Add(text, "has a meaning only for a rate; add \"kind\": \"rate\", or leave is out.");
        }
    }

    private static void CheckAll(DocumentValue metrics, ProblemList problems)
    {
        if (metrics.Items.Count > Most) problems.Add(metrics, $"holds {metrics.Items.Count:N0} metrics; it must be at most {Most}.");

        Dictionary<string, DocumentValue> first = [];
        foreach (DocumentValue metric in metrics.Items)
        {
            if (metric["name"] is { Kind: JsonValueKind.String } name && !first.TryAdd(name.Text, metric))
            {
                problems.Add(name, $"is {name.Describe()}, as {first[name.Text].Name}.name is; give each metric a name of its own.");
            }
        }
    }
}
