namespace HotPath.Soak.Gateway;

/// <summary>What goes wrong on purpose, by the names of the scenario's <c>gateway.faults</c>. Those of answers come first, in the order in which they are drawn.</summary>
internal enum FaultKind
{
    Cut,
    Pause,
    InBandError,
    Malformed,
    Lose,
    Repeat,
    Reorder,
    Alter,
    WrongUsage,
    Delay,
    Reject,
    Refuse,
    SlowRead,
    SlowHandshake,
    Leak,
}
