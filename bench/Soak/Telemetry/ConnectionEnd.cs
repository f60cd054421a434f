namespace HotPath.Soak.Telemetry;

/// <summary>Who closed a connection, and why. Whose end was seen first counts: an idle connection that the peer has left is the peer's.</summary>
internal enum ConnectionEnd
{
    /// <summary>The peer had sent all it would send.</summary>
    PeerFin,

    /// <summary>The peer reset it, or it was lost.</summary>
    PeerReset,

    /// <summary>We, because the peer had said that it would keep it no longer.</summary>
    PeerAsked,

    /// <summary>We: idle for as long as it may be.</summary>
    Idle,

    /// <summary>We: as old as it may be.</summary>
    Lifetime,

    /// <summary>We: it had carried as many requests as it may.</summary>
    Requests,

    /// <summary>We, because what came on it was not the protocol, or came unasked.</summary>
    Error,

    /// <summary>We, because its request had a time-out.</summary>
    TimedOut,

    /// <summary>We, because the user who waited on it gave up.</summary>
    GivenUp,

    /// <summary>We, with the run.</summary>
    RunEnded,
}
