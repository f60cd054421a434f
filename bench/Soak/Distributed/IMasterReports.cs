namespace HotPath.Soak.Distributed;

/// <summary>What is said to a master, in this order. Any thread; never waits: what finds no room, or no master, is dropped and counted.</summary>
internal interface IMasterReports
{
    /// <param name="statistics">What came since the last; users are added to it.</param>
    void Send(LocustStatistics statistics);

    /// <param name="part">Its bytes are copied.</param>
    void SendFile(WorkerFilePart part);

    /// <summary>A line in the master's table of exceptions, which makes its exit code 1.</summary>
    /// <param name="message">In a few words.</param>
    /// <param name="detail">Where it came from; lines with the same detail are counted as one.</param>
    void SendProblem(string message, string detail);
}
