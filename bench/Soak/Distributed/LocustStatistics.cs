namespace HotPath.Soak.Distributed;

/// <summary>What a worker measured since it last said so, as a Locust master adds it up. The users are added by whoever sends it.</summary>
/// <param name="Entries">One for each name and method that had requests.</param>
/// <param name="Total">What counts in the master's last line: it does not add up the entries itself.</param>
/// <param name="Errors">One for each kind of failure.</param>
internal sealed record LocustStatistics(IReadOnlyList<LocustEntry> Entries, LocustEntry Total, IReadOnlyList<LocustError> Errors);

/// <summary>The requests of one name and method, or all of them.</summary>
/// <param name="Name">A row of the master's table, together with the method.</param>
/// <param name="Method">Such as POST; any text.</param>
/// <param name="StartTime">Unix seconds by the master's clock; the earliest of all reports begins the time that rates are of.</param>
/// <param name="LastRequestTimestamp">Unix seconds by the master's clock; the latest ends that time. Null: there was no request.</param>
/// <param name="Requests">Those that failed are in it.</param>
/// <param name="Failures">Of the requests.</param>
/// <param name="TotalResponseTimeMs">The sum, in milliseconds.</param>
/// <param name="MinMs">In milliseconds; null: there was none, which is not 0.</param>
/// <param name="MaxMs">In milliseconds; 0 where there was none.</param>
/// <param name="ContentLength">The sum, in bytes.</param>
/// <param name="ResponseTimes">How many took so many milliseconds. Whole milliseconds may all be told apart.</param>
/// <param name="PerSecond">How many requests ended in each Unix second.</param>
/// <param name="FailuresPerSecond">How many of them failed.</param>
internal sealed record LocustEntry(
    string Name,
    string Method,
    double StartTime,
    double? LastRequestTimestamp,
    long Requests,
    long Failures,
    double TotalResponseTimeMs,
    double? MinMs,
    double MaxMs,
    long ContentLength,
    IReadOnlyList<(long Milliseconds, long Count)> ResponseTimes,
    IReadOnlyList<(long Second, long Count)> PerSecond,
    IReadOnlyList<(long Second, long Count)> FailuresPerSecond)
{
    /// <summary>Of the requests, those that ended without a whole answer: no time of theirs is in the sum, nor in the histogram.</summary>
    public long RequestsWithoutTime { get; init; }
}

/// <summary>One kind of failure of the requests of one name and method.</summary>
/// <param name="Text">What is shown; the same text is counted as one.</param>
/// <param name="Occurrences">Since the last report.</param>
/// <param name="FirstSeen">Unix seconds by the master's clock; null: not known.</param>
/// <param name="LastSeen">Unix seconds by the master's clock; null: not known.</param>
internal sealed record LocustError(string Name, string Method, string Text, long Occurrences, double? FirstSeen = null, double? LastSeen = null);
