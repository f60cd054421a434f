namespace HotPath.Soak.Telemetry;

/// <summary>What is counted besides outcomes and status codes. Every count only grows.</summary>
internal enum Counter
{
    Scheduled,
    Started,
    NotStarted,

    /// <summary>Due and not made, for their prompt leaves too little of the model's window; in no other count.</summary>
    HeldBack,

    /// <summary>Of those scheduled: turns that followed another of their conversation, and so came by no schedule.</summary>
    LaterTurns,
    ConversationsStarted,
    ConversationsCompleted,

    /// <summary>Ended by a turn that was not answered.</summary>
    ConversationsBroken,

    /// <summary>Finished with an outcome that the group does not allow.</summary>
    Failed,

    /// <summary>Of those failed, each in one: the answer's status.</summary>
    FailedByStatus,
    FailedByTimeout,
    FailedByConnection,

    /// <summary>An answer that broke off, was altered, could not be understood, or held an error.</summary>
    FailedInContent,

    /// <summary>All as allowed, but for a check of the scenario.</summary>
    FailedInCheck,

    /// <summary>Given up by us.</summary>
    FailedByUs,

    /// <summary>Given up on purpose, for their group says after how long; those that the end of the run cut off are not in it.</summary>
    GivenUp,

    /// <summary>Whose answer had begun when the end of the run cut them off.</summary>
    CutOff,

    /// <summary>Completed within every limit of goodput.</summary>
    Good,
    BytesSent,

    /// <summary>Attempts beyond the first of their request.</summary>
    Retries,
    RequestsRetried,

    /// <summary>Requests whose last attempt, not the first, came out as it should.</summary>
    RequestsRecovered,

    /// <summary>Attempts that were due and not made, for the budget was used up.</summary>
    RetriesOverBudget,
    StreamsOpened,

    /// <summary>Streams whose terminal event came, whatever was in them.</summary>
    StreamsEnded,
    StreamsCompleted,
    StreamsTruncated,

    /// <summary>Streams that we ended before their terminal event, on purpose or with the run.</summary>
    StreamsGivenUp,
    StreamsCorrupt,
    Events,
    Tokens,
    Bytes,

    /// <summary>Tokens of whole answers with text, streamed or not: what the gateway's own count is compared with.</summary>
    CompletedTokens,
    Verified,
    Lost,
    Repeated,
    Reordered,
    Altered,

    /// <summary>Answers whose usage is not that of their text.</summary>
    WrongUsage,
    ConnectionsOpened,
    ConnectionsReused,
    ConnectionsFailed,
    TlsFull,
    TlsResumed,

    /// <summary>CPU time of full handshakes, in nanoseconds, and how many it was measured of.</summary>
    TlsFullCpu,
    TlsFullCpuMeasured,

    /// <summary>The same of resumed ones.</summary>
    TlsResumedCpu,
    TlsResumedCpuMeasured,
}
