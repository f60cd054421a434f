using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary>A scenario from its outermost brace.</summary>
internal static class WholeDocument
{
    public static ObjectShape Shape { get; } = new(
        "A scenario of hotpath-soak.",
        [
            new("$schema", new TextShape("Where this schema lies, so that editors complete and check.")),
            new("name", Terms.FolderName("What the result folder is named after.")) { Required = true },
            new("description", new TextShape("What the scenario is for.")),
            new("target", TargetPart.Shape),
            new("load", LoadPart.Shape),
            new("workload", WorkloadPart.Shape) { Required = true },
            new("tenants", TenantsPart.Shape),
            new("setup", AdminCallsPart.Setup),
            new("teardown", AdminCallsPart.Teardown),
            new("retry", RetryPart.Shape),
            new("thresholds", new ListShape(
                "Limits that decide pass or fail, such as ttft.p99 < 800ms or group(NAME).errors.rate < 1%. An empty list is as if it were left out.",
                new TextShape("A limit."))
            {
                Default = new JsonArray([.. Scenario.DefaultThresholds.Select(threshold => JsonValue.Create(threshold))]),
            }),
            new("trends", TrendsPart.Shape),
            new("alerts", AlertsPart.Shape),
            new("influx", InfluxPart.Shape),
            new("goodput", new ListShape(
                "What each good request keeps, such as ttft < 500ms and tpot < 50ms: the share of requests that do is requests.goodput. Left out: none is judged.",
                new TextShape("A limit on a latency of one request.")
                {
                    Expectation = "it must be a text in quotes",
                    Pattern = GoodputText.Pattern,
                    ProblemOf = text => GoodputText.TryParse(text, out _, out string? problem) ? null : problem,
                })),
            new("metrics", MetricsPart.Shape),
            new("cost", CostPart.Shape),
            new("gateway", GatewayPart.Shape),
        ])
    {
        Rule = (document, problems) =>
        {
            TracePart.CheckWorkload(document, problems);
            CheckTransport(document, problems);
            TenantsPart.CheckWorkload(document, problems);
        },
    };

    public static Scenario Settings(CheckedObject document)
    {
        CheckedObject target = document.Object("target");
        IReadOnlyList<DocumentValue> thresholds = document.Items("thresholds");
        return new Scenario
        {
            Name = document.Text("name") ?? "",
            Description = document.Text("description"),
            Url = TargetPart.Url(target),
            Target = TargetPart.Settings(target),
            Load = LoadPart.Settings(document.Object("load")),
            Workload = [.. document.Objects("workload").Select(WorkloadPart.Settings)],
            Tenants = [.. document.Objects("tenants").Select(TenantsPart.Settings)],
            Setup = AdminCallsPart.Settings(document.Objects("setup")),
            Teardown = AdminCallsPart.Settings(document.Objects("teardown")),
            Retry = document.Has("retry") ? RetryPart.Settings(document.Object("retry")) : null,
            Thresholds = thresholds.Count > 0 ? [.. thresholds.Select(threshold => threshold.Text)] : Scenario.DefaultThresholds,
            Trends = TrendsPart.Settings(document.Object("trends")),
            Alerts = AlertsPart.Settings(document.Object("alerts")),
            Influx = document.Has("influx") ? InfluxPart.Settings(document.Object("influx")) : null,
            Goodput = [.. document.Items("goodput").Select(item => GoodputText.TryParse(item.Text, out GoodputLimit? limit, out _) ? limit : null).OfType<GoodputLimit>()],
            Metrics = [.. document.Objects("metrics").Select(MetricsPart.Settings)],
            Cost = document.Has("cost") ? CostPart.Settings(document.Object("cost")) : null,
            Gateway = GatewayPart.Settings(document.Object("gateway")),
        };
    }

    /// <summary>What may still come, where the document broke off, counts as there.</summary>
    public static RecordedFigures Recorded(DocumentValue document) => new(
        document["goodput"] is { Items.Count: > 0 } || !document.IsWhole,
        document.IsWhole ? [.. (document["metrics"]?.Items ?? []).Select(metric => metric["name"]?.Text).OfType<string>()] : null,
        document["cost"] is not null || !document.IsWhole,
        document["tenants"] is { Items.Count: > 0 } || !document.IsWhole);

    private static void CheckTransport(DocumentValue document, ProblemList problems)
    {
        string? transport = document["target"]?["transport"]?.Text;
        if (transport is not ("http2" or "http3")) return;

        if (transport is "http3" && document["target"]?["tls"]?["version"] is { Text: not "1.3" } version)
        {
            problems.Add(version, $"is {version.Describe()}; HTTP/3 is spoken over TLS 1.3 alone. Leave it out.");
        }

        foreach (DocumentValue use in (document["workload"]?.Items ?? []).Select(group => group["connection"]).OfType<DocumentValue>())
        {
            if (use.Text is not "kept") problems.Add(use, $"is {use.Describe()}, which is for HTTP/1.1; over {transport} all requests share connections. Leave it out.");
        }
    }

    /// <returns>Null where not all names can be known: the workload is missing, is no list, or breaks off.</returns>
    public static IReadOnlyList<string>? GroupNames(DocumentValue document) =>
        document["workload"] is { Kind: JsonValueKind.Array, IsWhole: true } workload
            ? [.. workload.Items.Select(group => group["name"]).OfType<DocumentValue>().Select(name => name.Text)]
            : null;
}
