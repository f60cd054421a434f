namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>What is asked of a proxy, whichever it is.</summary>
internal sealed record ProxyOptions
{
    /// <summary>Where it sends everything: this port of this machine, over HTTP/1.1 in the clear.</summary>
    public required int UpstreamPort { get; init; }

    /// <summary>Processes of nginx, threads of haproxy.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>What it shows to its clients; null serves them in the clear.</summary>
    public ProxyCertificate? Certificate { get; init; }

    /// <summary>Whether it speaks HTTP/2: over TLS beside HTTP/1.1, as ALPN finds; in the clear alone, to clients that know.</summary>
    public bool Http2 { get; init; }

    public string Scheme => Certificate is null ? "http" : "https";
}
