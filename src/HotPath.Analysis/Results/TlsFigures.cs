using System.Collections.ObjectModel;

namespace HotPath.Analysis.Results;

/// <summary>TLS handshakes of the generator in the measured time.</summary>
public sealed record TlsFigures
{
    /// <summary>Full handshakes.</summary>
    public long Full { get; init; }

    /// <summary>Handshakes that took up an earlier session.</summary>
    public long Resumed { get; init; }

    /// <summary>Resumed ones as a share of those that succeeded, 0..1; null where none did.</summary>
    public double? ResumedShare { get; init; }

    /// <summary>
    /// CPU time of a successful handshake on this side, in milliseconds, mean of all: of the threads that worked on it, connecting left
    /// out. Null where the system does not tell.
    /// </summary>
    public double? CpuMsPerHandshake { get; init; }

    /// <summary>The same of full ones.</summary>
    public double? CpuMsPerFull { get; init; }

    /// <summary>The same of resumed ones.</summary>
    public double? CpuMsPerResumed { get; init; }

    /// <summary>Of all CPU time of the generator that of handshakes, 0..1; null in a group, and where the system does not tell.</summary>
    public double? CpuShare { get; init; }

    /// <summary>Successful handshakes by the version agreed on, such as <c>1.3</c>.</summary>
    public IReadOnlyDictionary<string, long> Protocols { get; init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>Successful handshakes by the cipher suite agreed on, such as <c>TLS_AES_256_GCM_SHA384</c>.</summary>
    public IReadOnlyDictionary<string, long> Ciphers { get; init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>Handshakes that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Failed handshakes by cause; only causes that occurred.</summary>
    public IReadOnlyDictionary<string, long> Failures { get; init; } = ReadOnlyDictionary<string, long>.Empty;
}
