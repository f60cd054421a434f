using System.Diagnostics;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>A real haproxy that keeps its connections to the upstream.</summary>
internal sealed class Haproxy : ProxyProcess
{
    private Haproxy(string binary, ProxyOptions options, bool noDelay, int port)
        : base(options, port, folder => Prepare(binary, options, noDelay, port, folder))
    {
    }

    /// <summary>Skips the test, or fails it, where there is no haproxy.</summary>
    /// <param name="noDelay">Whether an event is sent on when it comes (<c>option http-no-delay</c>); otherwise haproxy collects.</param>
    /// <returns>A haproxy that accepts connections.</returns>
    public static Task<Haproxy> StartAsync(ProxyOptions options, CancellationToken cancellationToken, bool noDelay = true) =>
        StartAsync(options, noDelay, FreePort.Next, cancellationToken);

    /// <param name="choosePort">Asked again when another process took the port meanwhile.</param>
    public static Task<Haproxy> StartAsync(ProxyOptions options, bool noDelay, Func<int> choosePort, CancellationToken cancellationToken)
    {
        string binary = Peer.Require("haproxy", "apt-get install -y --no-install-recommends haproxy");
        return StartAsync(port => new Haproxy(binary, options, noDelay, port), choosePort, cancellationToken);
    }

    // In the foreground (-db), yet with a master (-W): without one haproxy writes no pid.
    private static ProcessStartInfo Prepare(string binary, ProxyOptions options, bool noDelay, int port, string folder)
    {
        string configuration = Path.Combine(folder, "haproxy.cfg");
        File.WriteAllText(configuration, Configuration(options, noDelay, port));
        return new ProcessStartInfo(binary, ["-W", "-db", "-f", configuration]);
    }

    // noreuseport: else two of them could share a port. Paths are relative to the folder that it is started in.
    private static string Configuration(ProxyOptions options, bool noDelay, int port) =>
        $"""
        global
          maxconn 4096
          nbthread {options.Workers}
          noreuseport
          pidfile {PidFile}
        defaults
          mode http
          timeout connect 5s
          timeout client 60s
          timeout server 60s
          {(noDelay ? "option http-no-delay" : "")}
          http-reuse always
        frontend gateway
          bind 127.0.0.1:{port} {ListenerOptions(options)}
          default_backend target
        backend target
          server upstream 127.0.0.1:{options.UpstreamPort}

        """;

    private static string ListenerOptions(ProxyOptions options) => options switch
    {
        { Certificate: not null } => $"ssl crt {ProxyCertificate.CertificateFile} alpn {(options.Http2 ? "h2,http/1.1" : "http/1.1")}",
        { Http2: true } => "proto h2",
        _ => "",
    };
}
