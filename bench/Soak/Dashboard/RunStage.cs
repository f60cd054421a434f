namespace HotPath.Soak.Dashboard;

/// <summary>How far a run has come.</summary>
internal enum RunStage
{
    /// <summary>There was none yet.</summary>
    None,

    Starting,

    WarmingUp,

    Measuring,

    /// <summary>No request starts any more; the last answers come.</summary>
    Draining,

    /// <summary>It has a verdict, or ended before there was one.</summary>
    Ended,
}
