using System.Text.Json.Serialization;

namespace HotPath.Analysis.Results;

/// <summary>What the gateway cost over the measured time, and how a simulated one kept its own schedule.</summary>
public sealed record GatewayFigures : ProcessFigures
{
    /// <summary>Figures without any value.</summary>
    [JsonConstructor]
    public GatewayFigures()
    {
    }

    /// <summary>The cost of a process, to which the rest is added.</summary>
    /// <param name="process">Copied.</param>
    public GatewayFigures(ProcessFigures process) : base(process)
    {
    }

    /// <summary>How it kept its schedule; null where it has none that can be read.</summary>
    public PacingFigures? Pacing { get; init; }
}

/// <summary>
/// How a simulated gateway kept its schedule, stamped where it writes: what the generator's own latencies are held against. From the start of the
/// measured time to the last answer.
/// </summary>
public sealed record PacingFigures
{
    /// <summary>From a request's arrival to its first token; beside the generator's <c>ttftService</c>.</summary>
    public LatencySummary? Ttft { get; init; }

    /// <summary>Between two tokens of a stream; beside the generator's <c>gap</c>.</summary>
    public LatencySummary? Gap { get; init; }

    /// <summary>From when a token or a whole answer was due to when it was written; faults and a client that does not read left out.</summary>
    public LatencySummary? Late { get; init; }

    /// <summary>What work waited for the gateway's thread pool, where HTTP/2 in the clear is sent: it comes on top of <see cref="Late"/>.</summary>
    public LatencySummary? PoolDelay { get; init; }

    /// <summary>Tokens written together with the one before though they were planned apart, because the gateway was late.</summary>
    public long Coalesced { get; init; }

    /// <summary>The same as a share of all gaps, 0..1.</summary>
    public double CoalescedShare { get; init; }

    /// <summary>Tokens that fell due while the client did not take what was sent.</summary>
    public long Held { get; init; }
}
