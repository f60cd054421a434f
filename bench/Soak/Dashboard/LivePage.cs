using System.Net;
using System.Net.Sockets;

namespace HotPath.Soak.Dashboard;

/// <summary>The live page of a process that runs runs, with a server of its own. Disposing it tells watchers the end, then closes.</summary>
internal sealed class LivePage : IAsyncDisposable
{
    /// <summary>For watchers to take the last event; a run does not wait longer for one that does not read.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;

    private LivePage(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
    }

    /// <summary>With the port that was bound.</summary>
    public Uri Address { get; }

    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public static async Task<LivePage> StartAsync(IPEndPoint listen, RunFeed feed)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders(); // what goes wrong between a page and its watcher is nothing to the run
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(listen);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>(); // signals are the command's
        WebApplication app = builder.Build();
        DashboardEndpoints.Map(app, feed, TimeProvider.System);
        try
        {
            await app.StartAsync().ConfigureAwait(false);
            return new LivePage(app);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
