using HotPath.Soak.Distributed;

namespace HotPath.Soak.Tests.Distributed.Statistics;

/// <summary>Adds up reports as a Locust master does.</summary>
internal sealed class MasterTable
{
    public Dictionary<(string Name, string Method), MasterRow> Rows { get; } = [];

    public MasterRow Total { get; } = new();

    public Dictionary<(string Name, string Method, string Text), long> Errors { get; } = [];

    public void Add(LocustStatistics report)
    {
        foreach (LocustEntry entry in report.Entries)
        {
            if (!Rows.TryGetValue((entry.Name, entry.Method), out MasterRow? row)) Rows[(entry.Name, entry.Method)] = row = new MasterRow();
            row.Add(entry);
        }

        Total.Add(report.Total);
        foreach (LocustError error in report.Errors)
        {
            (string, string, string) key = (error.Name, error.Method, error.Text);
            Errors[key] = Errors.GetValueOrDefault(key) + error.Occurrences;
        }
    }
}

internal sealed class MasterRow
{
    public long Requests { get; private set; }

    public long WithoutTime { get; private set; }

    public long Failures { get; private set; }

    public long Bytes { get; private set; }

    public double TotalMs { get; private set; }

    public double? MinMs { get; private set; }

    public double MaxMs { get; private set; }

    public double StartTime { get; private set; } = double.MaxValue;

    public double? LastRequest { get; private set; }

    public SortedDictionary<long, long> Times { get; } = [];

    public SortedDictionary<long, long> PerSecond { get; } = [];

    public long FailuresInSeconds { get; private set; }

    public long Timed => Times.Values.Sum();

    public void Add(LocustEntry entry)
    {
        Assert.True(entry is { Requests: >= 0, Failures: >= 0, RequestsWithoutTime: >= 0 }, $"{entry} goes below nothing.");
        Requests += entry.Requests;
        WithoutTime += entry.RequestsWithoutTime;
        Failures += entry.Failures;
        Bytes += entry.ContentLength;
        TotalMs += entry.TotalResponseTimeMs;
        if (entry.MinMs is { } shortest) MinMs = Math.Min(MinMs ?? shortest, shortest);
        MaxMs = Math.Max(MaxMs, entry.MaxMs);
        StartTime = Math.Min(StartTime, entry.StartTime);
        if (entry.LastRequestTimestamp is { } last) LastRequest = Math.Max(LastRequest ?? last, last);
        foreach ((long key, long count) in entry.ResponseTimes) Times[key] = Times.GetValueOrDefault(key) + count;
        foreach ((long second, long count) in entry.PerSecond) PerSecond[second] = PerSecond.GetValueOrDefault(second) + count;
        FailuresInSeconds += entry.FailuresPerSecond.Sum(share => share.Count);
    }

    /// <summary>The key that a share of the values is at or below.</summary>
    public long Percentile(double percentile)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(percentile / 100 * Timed));
        foreach ((long key, long count) in Times)
        {
            rank -= count;
            if (rank <= 0) return key;
        }

        return 0;
    }
}
