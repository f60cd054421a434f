namespace HotPath.Soak.Distributed.Statistics;

/// <summary>The moments of one report, in Unix seconds by the master's clock.</summary>
/// <param name="StartedAt">The measured time began.</param>
/// <param name="From">The interval began.</param>
/// <param name="Until">It ended.</param>
internal readonly record struct ReportTimes(double StartedAt, double From, double Until)
{
    /// <param name="untimed">Of the requests, those that no time is in <paramref name="times"/> of.</param>
    public LocustEntry EntryOf(string name, string method, long requests, long failures, ResponseTimes times, long bytes = 0, long untimed = 0) => new(
        name,
        method,
        StartedAt,
        requests > 0 ? Until : null,
        requests,
        failures,
        times.Total,
        times.Min,
        times.Max,
        bytes,
        times.Counts,
        SecondShares.Of(requests, From, Until),
        SecondShares.Of(failures, From, Until))
    {
        RequestsWithoutTime = untimed,
    };
}
