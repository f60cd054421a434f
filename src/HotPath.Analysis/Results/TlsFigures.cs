using System.Collections.ObjectModel;

namespace HotPath.Analysis.Results;

/// <summary>TLS handshakes of the generator in the measured time.</summary>
public sealed record TlsFigures
{
    /// <summary>Full handshakes.</summary>
    public long Full { get; init; }

    /// <summary>Handshakes that took up an earlier session.</summary>
    public long Resumed { get; init; }

    /// <summary>Handshakes that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Failed handshakes by cause; only causes that occurred.</summary>
    public IReadOnlyDictionary<string, long> Failures { get; init; } = ReadOnlyDictionary<string, long>.Empty;
}
