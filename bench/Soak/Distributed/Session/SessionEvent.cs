namespace HotPath.Soak.Distributed.Session;

/// <summary>Something that happened to a worker, handled one after the other.</summary>
/// <param name="Connection">The number of the connection that it is of: what comes of one that was given up is not for the next.</param>
/// <param name="Message">Of <see cref="SessionEventKind.Received"/>.</param>
/// <param name="Problem">Why, of <see cref="SessionEventKind.Lost"/> and <see cref="SessionEventKind.NotReached"/>.</param>
internal readonly record struct SessionEvent(SessionEventKind Kind, int Connection = 0, ReadOnlyMemory<byte> Message = default, string? Problem = null);

internal enum SessionEventKind
{
    Connected,
    Received,
    Lost,
    NotReached,

    /// <summary>A second went by.</summary>
    Beat,

    /// <summary>What the load was asked for is done.</summary>
    OrderDone,

    /// <summary>Who started the worker ends it.</summary>
    StopAsked,
}
