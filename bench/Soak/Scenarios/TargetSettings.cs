using System.Net;

namespace HotPath.Soak.Scenarios;

/// <summary>How the target is spoken to.</summary>
internal sealed record TargetSettings
{
    /// <summary>The environment variable that holds the bearer key (<c>env:NAME</c> in the file); null: HOTPATH_API_KEY, else <c>sk-hotpath</c>.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>Whether a target is asked before the run if it can be spoken to over TLS and lets the keys in; the embedded gateway never is.</summary>
    public bool ChecksKey { get; init; } = true;

    public Transport Transport { get; init; } = Transport.Http1;

    /// <summary>The address of this machine that connections come from; null: the system's choice.</summary>
    public IPAddress? LocalAddress { get; init; }

    /// <summary>How old the addresses of a host name may be when a connection is opened; zero: each connection looks them up.</summary>
    public TimeSpan KeepAddressesFor { get; init; } = TimeSpan.FromSeconds(1);

    public ConnectionSettings Connections { get; init; } = new();

    /// <summary>For a target at https://. Given without a target, the embedded gateway is spoken to over TLS. Null: as the address says, all defaults.</summary>
    public TlsOptions? Tls { get; init; }

    public TimeoutSettings Timeouts { get; init; } = new();
}

internal enum Transport
{
    Http1,
    Http2,
    Http3,
}

internal sealed record ConnectionSettings
{
    /// <summary>Open at once, at most. A request that finds none free waits; the wait is part of its latency from due.</summary>
    public int Max { get; init; } = 1_000;

    /// <summary>An idle connection older than this is closed rather than used again.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>No new request on a connection opened longer ago than this.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Requests that one connection carries, HTTP/1.1 only; null: as many as come.</summary>
    public int? Requests { get; init; }
}

internal sealed record TimeoutSettings
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the request written to the first byte of the body.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two reads of a body.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From the request written to the end of its answer; also the longest drain at the end of a run.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>How a connection to an https:// target is secured.</summary>
internal sealed record TlsOptions
{
    /// <summary>False: each handshake is a full one.</summary>
    public bool Resume { get; init; } = true;

    /// <summary>False: any certificate is taken.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>The versions offered.</summary>
    public TlsVersions Versions { get; init; } = TlsVersions.Any;

    /// <summary>A PEM file with the only roots to trust; null: the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>A PEM file with the client's certificate and, where <see cref="ClientKeyFile"/> is null, its key.</summary>
    public string? ClientCertificateFile { get; init; }

    public string? ClientKeyFile { get; init; }
}

internal enum TlsVersions
{
    Any,
    Tls12,
    Tls13,
}
