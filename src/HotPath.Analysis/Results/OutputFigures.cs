namespace HotPath.Analysis.Results;

/// <summary>What became of what a run sent to a program beside it, which may be slow or down: the run does not wait.</summary>
public sealed record OutputFigures
{
    /// <summary>Taken by the other side.</summary>
    public long Sent { get; init; }

    /// <summary>Refused by it, or not taken before the run was over.</summary>
    public long Failed { get; init; }

    /// <summary>Not sent, because too many were waiting already.</summary>
    public long Dropped { get; init; }

    /// <summary>Why the last of them failed; null where none did.</summary>
    public string? Problem { get; init; }
}
