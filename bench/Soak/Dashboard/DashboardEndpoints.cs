using HotPath.Soak.Dashboard.Prometheus;

namespace HotPath.Soak.Dashboard;

/// <summary>The live page: its files, and the events that fill it; and the same run for Prometheus.</summary>
internal static class DashboardEndpoints
{
    // Nothing from elsewhere, and no script but its own file: even text that escaped its escaping would not run.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the routes; when the application stops, watchers get the last of <paramref name="feed"/> and are let go.</summary>
    public static void Map(IEndpointRouteBuilder routes, RunFeed feed, TimeProvider time)
    {
        foreach (PageAsset asset in PageAsset.All) routes.MapGet(asset.Path, context => SendAsync(context, asset));
        routes.MapGet("/metrics", context => MetricsEndpoint.WriteAsync(context, feed));
        routes.MapGet("/events", context => EventStream.WriteAsync(context, feed, time));
        routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(feed.Close);
    }

    private static async Task SendAsync(HttpContext context, PageAsset asset)
    {
        HttpResponse response = context.Response;
        response.ContentType = asset.ContentType;
        response.ContentLength = asset.Content.Length;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(asset.Content, context.RequestAborted);
    }
}
