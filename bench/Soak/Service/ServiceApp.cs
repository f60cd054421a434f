using HotPath.Soak.Dashboard;
using HotPath.Soak.Runs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace HotPath.Soak.Service;

/// <summary>The service: starts, watches and stops runs over HTTP, and shows the one that goes on. Built by functions, so that tests host it without a command line.</summary>
internal static class ServiceApp
{
    private const string RunsPath = "/api/runs";

    /// <summary>For a run that goes on to be judged and reported, and for watchers to take the last event.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(8);

    /// <param name="resultsRoot">Where each run gets a folder of its own.</param>
    public static void AddServices(IServiceCollection services, string resultsRoot)
    {
        services.AddRouting();
        RunFeed feed = new(LiveEvent.Render, runsPath: RunsPath);
        services.AddSingleton(feed);
        services.AddSingleton(new RunQueue(resultsRoot, feed, TimeProvider.System));
        services.AddHostedService(provider => provider.GetRequiredService<RunQueue>());
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Analysis.Results.ResultJson.Default));
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("ok"));
        routes.MapPost(RunsPath, RunEndpoints.StartAsync);
        routes.MapGet(RunsPath, RunEndpoints.List);
        routes.MapGet("/api/runs/{id}", RunEndpoints.Get);
        routes.MapDelete("/api/runs/{id}", RunEndpoints.Stop);
        DashboardEndpoints.Map(routes, routes.ServiceProvider.GetRequiredService<RunFeed>(), TimeProvider.System);
    }

    /// <summary>Serves until cancelled; prints one line with its addresses when it does.</summary>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task RunAsync(Uri address, string resultsRoot, TextWriter output, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // That it cannot start is thrown as well, and whoever catches it says so in a sentence. What ends the host later is critical, and is still told.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.WebHost.UseUrls(address.ToString());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        AddServices(builder.Services, resultsRoot);
        await using WebApplication app = builder.Build();
        Map(app);
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        ICollection<string> addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        await output.WriteLineAsync($"READY {string.Join(' ', addresses)}").ConfigureAwait(false);
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
