namespace HotPath.Soak.Scenarios;

/// <summary>
/// What goes wrong on purpose. Of what goes wrong within an answer one has at most one kind, drawn from its request's seed, so that
/// each has one name; what happens to requests and connections comes on top.
/// </summary>
internal sealed record GatewayFaults
{
    /// <summary>0..1: the share of streams whose connection is cut in mid-stream.</summary>
    public double CutShare { get; init; }

    /// <summary>Content events that a cut stream still sends.</summary>
    public int CutAfterTokens { get; init; } = 5;

    /// <summary>Ends the cut stream's body as if it were whole, only without its terminal event.</summary>
    public bool CutCleanly { get; init; }

    /// <summary>When every answer is held back, counted from the gateway's start, or from the call that sets it.</summary>
    public TimeSpan StallAt { get; init; }

    /// <summary>For how long; zero: no stall.</summary>
    public TimeSpan StallFor { get; init; }

    /// <summary>0..1: the share of chat and embeddings requests that are turned away.</summary>
    public double RejectShare { get; init; }

    /// <summary>400..599: the status they are answered with.</summary>
    public int RejectStatus { get; init; } = 429;

    /// <summary>When the client is told to come again.</summary>
    public TimeSpan RejectRetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No more are turned away than this; 0: no limit.</summary>
    public int RejectCount { get; init; }

    /// <summary>When requests are turned away.</summary>
    public FaultWindow RejectWhen { get; init; }

    /// <summary>Answers that begin later.</summary>
    public LastingFault Delay { get; init; } = new(0, TimeSpan.FromSeconds(1));

    /// <summary>Streams that send nothing for a while.</summary>
    public LastingFault Pause { get; init; } = new(0, TimeSpan.FromSeconds(1));

    /// <summary>Content events that come before the pause.</summary>
    public int PauseAfterTokens { get; init; } = 5;

    /// <summary>Streams that end with an error event.</summary>
    public PlacedFault InBandError { get; init; } = new(0, 5);

    /// <summary>Streams with an event that does not parse.</summary>
    public PlacedFault Malformed { get; init; } = new(0, 5);

    /// <summary>0..1: the share of answers of which a token does not come.</summary>
    public double LoseShare { get; init; }

    /// <summary>0..1: the share of answers of which a token comes twice.</summary>
    public double RepeatShare { get; init; }

    /// <summary>0..1: the share of answers of which two tokens change places.</summary>
    public double ReorderShare { get; init; }

    /// <summary>0..1: the share of answers of which a token is another.</summary>
    public double AlterShare { get; init; }

    /// <summary>0..1: the share of answers whose usage is not that of their text.</summary>
    public double WrongUsageShare { get; init; }

    /// <summary>Completion tokens that it claims more; below zero: fewer, but at least none.</summary>
    public int WrongUsageBy { get; init; } = 1;

    /// <summary>Requests whose body is not read at first.</summary>
    public LastingFault SlowRead { get; init; } = new(0, TimeSpan.FromSeconds(1));

    /// <summary>Connections over TLS whose handshake is not answered at first.</summary>
    public LastingFault SlowHandshake { get; init; } = new(0, TimeSpan.FromSeconds(1));

    /// <summary>0..1: the share of new connections that are reset.</summary>
    public double RefuseShare { get; init; }

    /// <summary>When connections are reset.</summary>
    public FaultWindow RefuseWhen { get; init; }

    /// <summary>Managed memory that each request leaves behind for good, in bytes; 0: none.</summary>
    public int LeakBytes { get; init; }
}

/// <param name="Share">0..1.</param>
/// <param name="By">For how long.</param>
internal readonly record struct LastingFault(double Share, TimeSpan By);

/// <param name="Share">0..1.</param>
/// <param name="AfterTokens">Content events that come before it.</param>
internal readonly record struct PlacedFault(double Share, int AfterTokens);

/// <summary>When a fault is on; always, unless it says how long.</summary>
/// <param name="At">From the gateway's start, or from the call that sets it.</param>
/// <param name="For">Zero: always.</param>
/// <param name="Every">From the beginning of one stretch to that of the next; zero: there is one.</param>
internal readonly record struct FaultWindow(TimeSpan At, TimeSpan For, TimeSpan Every)
{
    /// <param name="since">How long the faults have been in force.</param>
    public bool IsOn(TimeSpan since)
    {
        if (For == TimeSpan.Zero) return true;
        if (since < At) return false;

        TimeSpan within = since - At;
        return (Every == TimeSpan.Zero ? within : TimeSpan.FromTicks(within.Ticks % Every.Ticks)) < For;
    }
}
