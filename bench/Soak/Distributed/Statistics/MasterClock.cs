namespace HotPath.Soak.Distributed.Statistics;

/// <summary>The clock of a master, seen from here: by how much it is ahead of the own one, the way of one message left out of account.</summary>
internal readonly record struct MasterClock(TimeSpan Ahead)
{
    /// <summary>By the first message of a test.</summary>
    public static MasterClock By(MasterSpawn first) => new(TimeSpan.FromSeconds(first.Timestamp - UnixSeconds(first.ReceivedAt)));

    /// <param name="own">A moment by the own clock.</param>
    /// <returns>The same by the master's, in Unix seconds.</returns>
    public double At(DateTimeOffset own) => UnixSeconds(own + Ahead);

    private static double UnixSeconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).TotalSeconds;
}
