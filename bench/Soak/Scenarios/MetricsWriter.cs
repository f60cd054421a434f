using System.Text.Json;
using HotPath.Soak.Scenarios.Parts;

namespace HotPath.Soak.Scenarios;

/// <summary>Writes the <c>metrics</c> of a scenario as it runs.</summary>
internal static class MetricsWriter
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<OwnMetric> metrics)
    {
        json.WriteStartArray("metrics");
        foreach (OwnMetric metric in metrics)
        {
            json.WriteStartObject();
            json.WriteString("name", metric.Name);
            if (metric.Header is not null) json.WriteString("header", metric.Header);
            if (metric.Path is not null) json.WriteString("json", metric.Path);
            json.WriteString("kind", MetricsPart.NameOf(metric.Kind));
            json.WriteNumber("scale", metric.Scale);
            if (metric.Is is not null) json.WriteString("is", metric.Is);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
