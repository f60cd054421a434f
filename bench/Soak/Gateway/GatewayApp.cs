using System.Security.Cryptography.X509Certificates;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HotPath.Soak.Gateway;

/// <summary>The simulated OpenAI-compatible gateway as an ASP.NET Core application.</summary>
internal static class GatewayApp
{
    public const int MaxBodyBytes = 8 * 1024 * 1024;

    /// <summary>
    /// So that one connection carries a whole load: at the usual 100 a client waits for a free stream, or opens more connections than it was
    /// told to, and either would pass for what the gateway costs.
    /// </summary>
    private const int MaxStreamsPerConnection = 1_000;

    /// <summary>How long what is still open may go on after the gateway was told to stop.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1);

    /// <summary>Registers what <see cref="Run"/> needs. <see cref="GatewaySettings"/> and <see cref="ApiKeys"/> registered before are kept.</summary>
    public static void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(new GatewaySettings());
        services.TryAddSingleton(ApiKeys.FromEnvironment());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TokenWheel>();
        services.TryAddSingleton(provider => new WheelThread(provider.GetRequiredService<TokenWheel>()));
        services.TryAddSingleton<GatewayState>();
        services.TryAddSingleton<GatewayRoutes>();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MinResponseDataRate = null; // a slow reader is the client's affair, and not cut
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
        });

        // A request is then answered on the thread that received it, and not after a hop to the thread pool.
        services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
    }

    /// <summary>Answers every request; starts what paces the answers.</summary>
    public static void Run(IApplicationBuilder app)
    {
        app.ApplicationServices.GetRequiredService<WheelThread>();
        RequestDelegate routes = app.ApplicationServices.GetRequiredService<GatewayRoutes>().InvokeAsync;
        app.Run(context => HttpProtocol.IsHttp3(context.Request.Protocol) ? FlushedEnds.InvokeAsync(context, routes) : routes(context));
    }

    /// <summary>The gateway as a process of its own runs it: nothing is read from the environment or from files, and warnings go to standard error.</summary>
    /// <param name="settings">What it simulates.</param>
    /// <param name="addresses">At least one.</param>
    /// <param name="certificate">The server's, with its key; needed where an address is <see cref="GatewayAddress.IsSecure"/>.</param>
    /// <param name="ownsProcess">Nothing else is done in this process.</param>
    public static WebApplication Build(GatewaySettings settings, IReadOnlyList<GatewayAddress> addresses, X509Certificate2? certificate, bool ownsProcess)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            foreach (GatewayAddress address in addresses)
            {
                Listen(kestrel, address, certificate);
            }
        });

        if (addresses.Any(address => address.Scheme == GatewayScheme.H3) && QuicLibrary.IsThere)
        {
#pragma warning disable CA2252 // the only way to say it; the transport itself is none of the preview's
            builder.WebHost.UseQuic(quic => quic.MaxBidirectionalStreamCount = MaxStreamsPerConnection);
#pragma warning restore CA2252
        }

        // How a start fails is told once, by whoever asked for it.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // says nothing from Warning up, and costs an Activity a request

        builder.Services.AddSingleton<IConnectionListenerFactory, PooledTransport>(); // the last one is asked first
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(provider => new WheelThread(provider.GetRequiredService<TokenWheel>(), leads: ownsProcess));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        AddServices(builder.Services);

        WebApplication app = builder.Build();
        Run(app);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, GatewayAddress address, X509Certificate2? certificate)
    {
        switch (address.Scheme)
        {
            case GatewayScheme.Https:
                kestrel.Listen(address.EndPoint, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1AndHttp2;
                    UseFaults(listen);
                    listen.Use(DirectSending.Use);
                    listen.Use(next => ConnectionFaults.SlowHandshake(listen.ApplicationServices.GetRequiredService<GatewayState>(), next));
                    listen.UseHttps(certificate!);
                });
                break;
            case GatewayScheme.H3:
                kestrel.Listen(address.EndPoint, listen =>
                {
                    listen.Protocols = HttpProtocols.Http3;
                    ((IMultiplexedConnectionBuilder)listen).Use(next => ConnectionFaults.Refuse(listen.ApplicationServices.GetRequiredService<GatewayState>(), next));
                    listen.UseHttps(certificate!);
                });
                break;
            case GatewayScheme.H2c:
                kestrel.Listen(new PooledEndPoint(address.EndPoint), listen =>
                {
                    listen.Protocols = HttpProtocols.Http2;
                    UseFaults(listen);
                });
                break;
            default:
                kestrel.Listen(address.EndPoint, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    UseFaults(listen);
                    listen.Use(DirectSending.Use);
                });
                break;
        }
    }

    private static void UseFaults(ListenOptions listen) =>
        listen.Use(next => ConnectionFaults.Refuse(listen.ApplicationServices.GetRequiredService<GatewayState>(), next));

    /// <summary>Takes no signals: a gateway that is a run's child must outlive the Ctrl+C that both get, until the run has drained.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
