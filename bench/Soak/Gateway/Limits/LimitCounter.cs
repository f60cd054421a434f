using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Limits;

/// <summary>One key under one limit. For one thread at a time.</summary>
internal sealed class LimitCounter(LimitSettings limit, string key)
{
    public string Key => key;

    public Allowance Allowance { get; } = Allowance.Of(limit);

    public WindowCounts Windows { get; } = new(limit.Every.Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>Requests that this limit and every other one allowed.</summary>
    public long Accepted { get; private set; }

    /// <summary>Requests that this limit did not allow. One that only another did not allow is in neither count.</summary>
    public long Rejected { get; private set; }

    /// <summary>Answers that are not over, of which more may have to be taken.</summary>
    public int Unsettled { get; set; }

    public void CountAccepted(long now, long cost)
    {
        Accepted++;
        Windows.CountAccepted(now, cost);
    }

    public void CountRejected(long now)
    {
        Rejected++;
        Windows.CountRejected(now);
    }

    /// <summary>Takes over the totals of one that is forgotten.</summary>
    public void Add(LimitCounter forgotten)
    {
        Accepted += forgotten.Accepted;
        Rejected += forgotten.Rejected;
    }
}
