namespace HotPath.Analysis.Results;

/// <summary>The resident set in two parts, in MiB.</summary>
public sealed record RssFigures
{
    /// <summary>The garbage collector's: what it has committed, at most the whole.</summary>
    public double ManagedMB { get; init; }

    /// <summary>The rest: code, stacks, buffers of TLS, the runtime itself.</summary>
    public double NativeMB { get; init; }
}
