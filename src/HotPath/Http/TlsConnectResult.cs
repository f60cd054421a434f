using System.Diagnostics.CodeAnalysis;

namespace HotPath.Http;

/// <summary>A connection secured by TLS, or why there is none.</summary>
public readonly record struct TlsConnectResult
{
    /// <summary>True when there is a connection.</summary>
    [MemberNotNullWhen(true, nameof(Connection))]
    public bool IsConnected => Connection is not null;

    /// <summary>The caller's to dispose; null after a failure.</summary>
    public Http1Connection? Connection { get; internal init; }

    /// <summary>The handshake; default after a failure.</summary>
    public TlsHandshake Handshake { get; internal init; }

    /// <summary>Why there is no connection.</summary>
    public TlsFailure Failure { get; internal init; }

    /// <summary>The failure in words, for a person; null without one.</summary>
    public string? Detail { get; internal init; }

    /// <summary>Resolving the name and connecting over TCP, in nanoseconds; 0 when the socket came connected.</summary>
    public long ConnectNanoseconds { get; internal init; }
}
