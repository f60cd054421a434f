namespace HotPath.Chat;

/// <summary>What the <c>type</c> of an event of the responses or messages endpoint, or of a whole answer, means for its reader.</summary>
internal enum AnswerKind
{
    /// <summary>Nothing beyond what its members say.</summary>
    Other,

    /// <summary>Its <c>delta</c> is content.</summary>
    Content,

    /// <summary>Its <c>delta</c> is reasoning.</summary>
    Reasoning,

    /// <summary>Its <c>delta</c> is an object that holds one or the other.</summary>
    BlockDelta,

    /// <summary>Its message has only begun.</summary>
    MessageStart,

    /// <summary>The stream's last event.</summary>
    End,

    /// <summary>The stream's last event, and an error.</summary>
    Failed,

    /// <summary>An error.</summary>
    Error,
}
