namespace HotPath.Soak.Distributed;

/// <summary>How many users a master wants of this worker, and how its test is set up.</summary>
/// <param name="Timestamp">When it was sent, in Unix seconds by the master's clock.</param>
/// <param name="ReceivedAt">When it came, by the own clock.</param>
/// <param name="Users">How many of each class there shall be. All of them may be 0.</param>
/// <param name="Host">The target that the master's user typed; null: none.</param>
/// <param name="RunTime">How long the test lasts; null: until it is stopped.</param>
/// <param name="Options">All of the master's options, as plain objects. May hold secrets: never to be shown or written.</param>
internal sealed record MasterSpawn(
    double Timestamp,
    DateTimeOffset ReceivedAt,
    IReadOnlyDictionary<string, int> Users,
    string? Host,
    TimeSpan? RunTime,
    IReadOnlyDictionary<string, object?> Options)
{
    /// <summary>The options stay out of it.</summary>
    public override string ToString() => $"{Users.Values.Sum()} users at {Timestamp}";
}
