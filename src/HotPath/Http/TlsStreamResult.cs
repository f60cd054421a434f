using System.Diagnostics.CodeAnalysis;
using System.Net.Security;

namespace HotPath.Http;

/// <summary>A stream secured by TLS, or why there is none.</summary>
public readonly record struct TlsStreamResult
{
    /// <summary>True when there is a stream.</summary>
    [MemberNotNullWhen(true, nameof(Stream))]
    public bool IsSecured => Stream is not null;

    /// <summary>The caller's to dispose, which closes the socket; null after a failure.</summary>
    public SslStream? Stream { get; internal init; }

    /// <summary>The handshake; default after a failure.</summary>
    public TlsHandshake Handshake { get; internal init; }

    /// <summary>Why there is no stream.</summary>
    public TlsFailure Failure { get; internal init; }

    /// <summary>The failure in words, for a person; null without one.</summary>
    public string? Detail { get; internal init; }
}
