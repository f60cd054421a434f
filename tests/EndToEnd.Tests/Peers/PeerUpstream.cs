using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>A plain server behind a peer, that answers with whatever a test gives it.</summary>
internal sealed class PeerUpstream : IAsyncDisposable
{
    private readonly WebApplication _application;

    private PeerUpstream(WebApplication application) => _application = application;

    public int Port => new Uri(_application.Urls.Single()).Port;

    public static async Task<PeerUpstream> StartAsync(RequestDelegate answer, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        WebApplication application = builder.Build();
        application.Run(answer);
        await application.StartAsync(cancellationToken);
        return new PeerUpstream(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
