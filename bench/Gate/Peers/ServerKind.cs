namespace HotPath.Gate.Peers;

/// <summary>Who answers.</summary>
internal enum ServerKind
{
    /// <summary>An nginx that gives always the same answer.</summary>
    Nginx,

    /// <summary>The simulated gateway of hotpath-soak.</summary>
    Gateway,

    /// <summary>Sockets, a clock and rendered events, and nothing else: so that the server is not the limit.</summary>
    PacedSender,
}
