using System.Text;

namespace HotPath.Soak.Dashboard.Prometheus;

/// <summary><c>GET /metrics</c>: the run that goes on, or the last one, for Prometheus. Nothing is written unless it is asked for.</summary>
internal static class MetricsEndpoint
{
    /// <summary>All that may be written, by their names.</summary>
    public static IReadOnlyList<MetricFamily> Families { get; } = [.. RunFamilies.All, .. CountFamilies.All, .. LatencyFamilies.All];

    public static string Render(FeedSnapshot feed)
    {
        ExpositionText text = new();
        (string, string)[] common = feed.Introduction is { } run ? [("scenario", run.Scenario)] : [];
        foreach (MetricFamily family in Families) family.WriteTo(text, feed, common);
        return text.ToString();
    }

    public static async Task WriteAsync(HttpContext context, RunFeed feed)
    {
        byte[] text = Encoding.UTF8.GetBytes(Render(feed.Now));
        context.Response.ContentType = ExpositionText.ContentType;
        context.Response.ContentLength = text.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }
}
