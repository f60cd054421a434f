using System.Text.Json;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Parts;
using HotPath.Soak.Scenarios.Parts.Gateway;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios;

/// <summary>Reads a user's file and names every problem in it at once. Never throws, whatever the bytes.</summary>
internal static class ScenarioReader
{
    /// <param name="json">UTF-8; comments and trailing commas allowed.</param>
    /// <param name="source">What problems call it.</param>
    /// <param name="thresholdProblem">From an expression and the names of the groups to what is wrong with it; null: nothing.</param>
    public static ScenarioReading Read(
        ReadOnlySpan<byte> json, string source, Func<string, IReadOnlyCollection<string>, string?> thresholdProblem)
    {
        ProblemList problems = new(source);
        DocumentValue? document = ReadChecked(json, WholeDocument.Shape, problems);
        if (document is not null)
        {
            CheckThresholds(document, thresholdProblem, problems);
        }

        return problems.Count > 0
            ? new ScenarioReading(null, problems.InOrder())
            : new ScenarioReading(WholeDocument.Settings(new CheckedObject(document)), []);
    }

    /// <summary>The <c>gateway</c> part alone, as <c>gateway --config FILE</c> takes it.</summary>
    public static GatewayReading ReadGateway(ReadOnlySpan<byte> json, string source)
    {
        ProblemList problems = new(source);
        DocumentValue? document = ReadChecked(json, GatewayPart.Shape, problems);
        return problems.Count > 0
            ? new GatewayReading(null, problems.InOrder())
            : new GatewayReading(GatewayPart.Settings(new CheckedObject(document)), []);
    }

    /// <summary>The <c>gateway.faults</c> part alone, as POST /admin/faults takes it.</summary>
    /// <returns>The faults, null when there is any problem; and every problem.</returns>
    public static (GatewayFaults? Faults, IReadOnlyList<ScenarioProblem> Problems) ReadFaults(ReadOnlySpan<byte> json, string source)
    {
        ProblemList problems = new(source);
        DocumentValue? document = ReadChecked(json, FaultsPart.Shape, problems);
        return problems.Count > 0 ? (null, problems.InOrder()) : (FaultsPart.Faults(new CheckedObject(document)), []);
    }

    /// <summary>The gateway's <c>limits</c> alone, as <c>/admin/limits</c> takes them.</summary>
    /// <param name="gateway">Whose tenants and models they may name.</param>
    public static LimitsReading ReadLimits(ReadOnlySpan<byte> json, string source, GatewaySettings gateway)
    {
        ProblemList problems = new(source);
        DocumentValue? document = ReadChecked(json, LimitsPart.Shape, problems);
        LimitsPart.CheckNames(document, NullIfNone(gateway.Tenants.Select(tenant => tenant.Name)), NullIfNone(gateway.Models), problems);
        return problems.Count > 0
            ? new LimitsReading(null, problems.InOrder())
            : new LimitsReading(LimitsPart.Settings(document!.Items.Select(item => new CheckedObject(item))), []);

        static string[]? NullIfNone(IEnumerable<string> names) => names.Any() ? [.. names] : null;
    }

    /// <summary>The gateway's providers with their routes, as <c>/admin/providers</c> takes them.</summary>
    public static UpstreamReading ReadUpstreams(ReadOnlySpan<byte> json, string source)
    {
        ProblemList problems = new(source);
        DocumentValue? document = ReadChecked(json, UpstreamsPart.Shape, problems);
        return problems.Count > 0
            ? new UpstreamReading(null, problems.InOrder())
            : new UpstreamReading(UpstreamsPart.Settings(new CheckedObject(document)), []);
    }

    /// <summary>What <c>/admin/cache</c> is told.</summary>
    /// <param name="inForce">What stays as it is where nothing is said of it; null: there is no cache.</param>
    public static CacheOrderReading ReadCacheOrder(ReadOnlySpan<byte> json, string source, CacheSettings? inForce)
    {
        ProblemList problems = new(source);
        DocumentValue? document = ReadChecked(json, CachePart.OrderShape, problems);
        return problems.Count > 0
            ? new CacheOrderReading(null, problems.InOrder())
            : new CacheOrderReading(CachePart.Order(new CheckedObject(document), inForce), []);
    }

    private static DocumentValue? ReadChecked(ReadOnlySpan<byte> json, Shape shape, ProblemList problems)
    {
        DocumentValue? document = DocumentReader.Read(json, problems);
        if (document is not null)
        {
            shape.Check(document, problems);
        }

        return document;
    }

    private static void CheckThresholds(
        DocumentValue document, Func<string, IReadOnlyCollection<string>, string?> thresholdProblem, ProblemList problems)
    {
        IReadOnlyList<string>? groups = WholeDocument.GroupNames(document);
        RecordedFigures recorded = WholeDocument.Recorded(document);
        foreach (DocumentValue threshold in document["thresholds"]?.Items ?? [])
        {
            // Without all the names, whether a group exists cannot be said; what is wrong with the workload is said already.
            bool canBeJudged = groups is not null || !threshold.Text.Contains("group", StringComparison.Ordinal);
            if (threshold.Kind is JsonValueKind.String && canBeJudged
                && (thresholdProblem(threshold.Text, groups ?? []) ?? recorded.ProblemOf(threshold.Text)) is string problem)
            {
                problems.Add(threshold, $"is {threshold.Describe()}; {problem}");
            }
        }
    }
}
