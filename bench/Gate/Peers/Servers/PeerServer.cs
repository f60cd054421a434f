using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Servers;

/// <summary>What the tools are let loose on: a process of its own for each run, so that a run begins with nothing behind it.</summary>
internal abstract class PeerServer : IAsyncDisposable
{
    /// <summary>The process that was started; those that it started are its children.</summary>
    public abstract int ProcessId { get; }

    /// <summary>Where the work's requests go: the whole address.</summary>
    public abstract Uri AddressOf(Work work, bool overHttp2);

    public abstract Task<ServerCounts> CountAsync(CancellationToken cancellationToken);

    /// <summary>How late 99 of 100 events were sent, by the server's own count; null where it does not pace.</summary>
    public virtual Task<double?> LateP99MsAsync(CancellationToken cancellationToken) => Task.FromResult<double?>(null);

    public abstract ValueTask DisposeAsync();

    /// <param name="folder">An empty folder, the server's own while it runs.</param>
    public static async Task<PeerServer> StartAsync(Work work, string folder, CorePin? pin, CancellationToken cancellationToken) => work.Server switch
    {
        ServerKind.Gateway => await GatewayServer.StartAsync(GatewayServer.ConfigurationOf(work), folder, pin, cancellationToken).ConfigureAwait(false),
        ServerKind.PacedSender => await SenderServer.StartAsync(work.Pace!, work.Tls, folder, pin, cancellationToken).ConfigureAwait(false),
        _ => await NginxServer.StartAsync(folder, pin, cancellationToken).ConfigureAwait(false),
    };
}
