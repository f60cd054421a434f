using System.Text.Json;
using System.Text.RegularExpressions;
using HotPath.Analysis.Results;
using HotPath.Soak.Dashboard.Prometheus;
using HotPath.Soak.Outputs.Influx;
using HotPath.Soak.Tests.Dashboard.Prometheus;
using HotPath.Soak.Tests.Outputs.Influx;
using HotPath.Soak.Tests.Reports;

namespace HotPath.Soak.Tests.Documents;

/// <summary>The dashboards below docs/grafana ask for nothing that is not exported.</summary>
public sealed partial class GrafanaTests
{
    [Fact]
    public void Prometheus_EachMetricAndLabelOfTheDashboard_IsExported()
    {
        string[] queries = [.. TextsOf("hotpath-prometheus.json", "expr")];
        ILookup<string, Sample> exported = Exposition.Read(MetricsEndpoint.Render(MetricsEndpointTests.Everything)).ToLookup(sample => sample.Name);

        Assert.True(queries.Length > 10, $"{queries.Length} queries");
        foreach (string query in queries)
        {
            string[] metrics = [.. MetricName().Matches(query).Select(match => match.Value)];
            Assert.NotEmpty(metrics);
            Assert.All(metrics, metric => Assert.True(exported.Contains(metric), $"{metric} is not exported: {query}"));

            string[] labels = [.. GroupedBy().Matches(query).SelectMany(match => match.Groups[1].Value.Split(", ")).Concat(Matched().Matches(query).Select(match => match.Groups[1].Value))];
            Assert.Contains("scenario", labels);
            Assert.All(labels, label => Assert.All(metrics, metric => Assert.All(exported[metric], sample => Assert.Contains(label, sample.Labels.Keys))));
        }
    }

    [Fact]
    public void Influx_EachMeasurementFieldAndTagOfTheDashboard_IsWritten()
    {
        string[] queries = [.. TextsOf("hotpath-influxdb.json", "query").Where(query => query.StartsWith("SELECT", StringComparison.Ordinal))];
        LineProtocol lines = new();
        InfluxLines.Write(lines, SampleRuns.Passed, SampleRuns.Interval(0) with
        {
            Requests = SampleRuns.Passed.Requests,
            Latency = SampleRuns.Passed.Latency,
        });
        InfluxLines.Write(lines, SampleRuns.Passed, new RunEvent { At = DateTimeOffset.UnixEpoch, ElapsedSeconds = 0, Kind = "alertFiring", Text = "x" });
        ILookup<string, InfluxPoint> written = InfluxPoint.Read(lines.ToString()).ToLookup(point => point.Measurement);

        Assert.True(queries.Length > 10, $"{queries.Length} queries");
        foreach (string query in queries)
        {
            string measurement = From().Match(query).Groups[1].Value;
            Assert.True(written.Contains(measurement), $"{measurement} is not written: {query}");
            string[] named = [.. Quoted().Matches(query).Select(match => match.Groups[1].Value).Where(name => name != measurement)];
            Assert.All(named, name => Assert.All(written[measurement], point => Assert.True(point.Fields.ContainsKey(name) || point.Tags.ContainsKey(name), $"{measurement} has no {name}: {query}")));
            if (LatencyOf().Match(query) is { Success: true } latency) Assert.Contains(latency.Groups[1].Value, written["hotpath_latency"].Select(point => point.Tags["latency"]));
        }
    }

    private static IEnumerable<string> TextsOf(string file, string member)
    {
        using Stream json = typeof(GrafanaTests).Assembly.GetManifestResourceStream($"grafana/{file}")!;
        using JsonDocument dashboard = JsonDocument.Parse(json);
        return [.. TextsOf(dashboard.RootElement, member)];
    }

    private static IEnumerable<string> TextsOf(JsonElement node, string member) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().SelectMany(item => TextsOf(item, member)),
        JsonValueKind.Object => node.EnumerateObject().SelectMany(found =>
            found.Name == member && found.Value.ValueKind is JsonValueKind.String ? [found.Value.GetString()!] : TextsOf(found.Value, member)),
        _ => [],
    };

    [GeneratedRegex("hotpath_[a-z0-9_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"by \(([^)]*)\)")]
    private static partial Regex GroupedBy();

    [GeneratedRegex("[{,]\\s*([a-z_]+)\\s*=")]
    private static partial Regex Matched();

    [GeneratedRegex("FROM \"([^\"]+)\"")]
    private static partial Regex From();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("\"latency\" = '([^']+)'")]
    private static partial Regex LatencyOf();
}
