namespace HotPath.Soak.Distributed;

/// <summary>What a master asks for. Called by the worker's one loop, one call at a time.</summary>
internal interface IMasterOrders
{
    /// <summary>A new test begins. Returns when its load has begun; what is asked for meanwhile comes after it.</summary>
    /// <param name="spawn">Its users by class, of which there may be none yet; its options.</param>
    Task BeginAsync(MasterSpawn spawn);

    /// <summary>The users of a test that goes on: as many as there shall be, not as many more.</summary>
    void SetUsers(MasterSpawn spawn);

    /// <summary>The test is over. Returns when all that is to be reported was handed to <see cref="IMasterReports"/>.</summary>
    /// <param name="atOnce">The master leaves: what is said later than 250 ms from now is lost, so that what is in flight is given up.</param>
    Task EndAsync(bool atOnce);
}
