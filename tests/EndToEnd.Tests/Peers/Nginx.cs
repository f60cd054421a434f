using System.Diagnostics;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>A real nginx: one that only proxies, nothing buffered and connections to the upstream kept, or one with a policy of its own.</summary>
internal sealed class Nginx : ProxyProcess
{
    private Nginx(string binary, ProxyOptions options, int port, string? policy)
        : base(options, port, folder => Prepare(binary, options, port, policy, folder))
    {
    }

    /// <summary>Skips the test, or fails it, where there is no nginx.</summary>
    /// <returns>An nginx that accepts connections, HTTP/1.1 in the clear.</returns>
    public static Task<Nginx> StartAsync(int upstreamPort, CancellationToken cancellationToken) =>
        StartAsync(new ProxyOptions { UpstreamPort = upstreamPort }, cancellationToken);

    public static Task<Nginx> StartAsync(ProxyOptions options, CancellationToken cancellationToken) =>
        StartAsync(options, FreePort.Next, cancellationToken);

    /// <param name="choosePort">Asked again when another process took the port meanwhile.</param>
    public static Task<Nginx> StartAsync(ProxyOptions options, Func<int> choosePort, CancellationToken cancellationToken) =>
        StartAsync(options, _ => null, choosePort, cancellationToken);

    /// <param name="policyAt">Given a port of this machine, the directives of the http block that serve it.</param>
    public static Task<Nginx> StartAsync(ProxyOptions options, Func<int, string> policyAt, CancellationToken cancellationToken) =>
        StartAsync(options, policyAt, FreePort.Next, cancellationToken);

    private static Task<Nginx> StartAsync(ProxyOptions options, Func<int, string?> policyAt, Func<int> choosePort, CancellationToken cancellationToken)
    {
        string binary = Peer.Require("nginx", "apt-get install -y --no-install-recommends nginx-light");
        return StartAsync(port => new Nginx(binary, options, port, policyAt(port)), choosePort, cancellationToken);
    }

    private static ProcessStartInfo Prepare(string binary, ProxyOptions options, int port, string? policy, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, NginxConfiguration.TempFolder));
        string configuration = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(configuration, NginxConfiguration.Write(options, port, PidFile, policy));
        return new ProcessStartInfo(binary, ["-p", folder, "-c", configuration, "-e", Path.Combine(folder, NginxConfiguration.ErrorLog)]);
    }
}
