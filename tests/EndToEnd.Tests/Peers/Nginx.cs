using System.Diagnostics;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>A real nginx; nothing buffered, connections to the upstream kept.</summary>
internal sealed class Nginx : ProxyProcess
{
    private Nginx(string binary, ProxyOptions options, int port)
        : base(options, port, folder => Prepare(binary, options, port, folder))
    {
    }

    /// <summary>Skips the test, or fails it, where there is no nginx.</summary>
    /// <returns>An nginx that accepts connections, HTTP/1.1 in the clear.</returns>
    public static Task<Nginx> StartAsync(int upstreamPort, CancellationToken cancellationToken) =>
        StartAsync(new ProxyOptions { UpstreamPort = upstreamPort }, cancellationToken);

    public static Task<Nginx> StartAsync(ProxyOptions options, CancellationToken cancellationToken) =>
        StartAsync(options, FreePort, cancellationToken);

    /// <param name="choosePort">Asked again when another process took the port meanwhile.</param>
    public static Task<Nginx> StartAsync(ProxyOptions options, Func<int> choosePort, CancellationToken cancellationToken)
    {
        string binary = Peer.Require("nginx", "apt-get install -y --no-install-recommends nginx-light");
        return StartAsync(port => new Nginx(binary, options, port), choosePort, cancellationToken);
    }

    private static ProcessStartInfo Prepare(string binary, ProxyOptions options, int port, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, NginxConfiguration.TempFolder));
        string configuration = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(configuration, NginxConfiguration.Write(options, port, PidFile));
        return new ProcessStartInfo(binary, ["-p", folder, "-c", configuration, "-e", Path.Combine(folder, NginxConfiguration.ErrorLog)]);
    }
}
