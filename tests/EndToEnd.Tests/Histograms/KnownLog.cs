using HotPath.Recording;

namespace HotPath.EndToEnd.Tests.Histograms;

/// <summary>A value, and how often it is recorded.</summary>
internal readonly record struct KnownValue(long Value, long Count);

/// <summary>One line of a log.</summary>
internal sealed record KnownInterval(string Tag, long StartMs, long EndMs, IReadOnlyList<KnownValue> Values);

/// <summary>
/// Values whose figures follow from arithmetic alone: each is the highest of its bucket at three digits, so a histogram has no
/// say in them. Whoever writes a log of these values, whoever reads it must find <see cref="Figures"/>.
/// </summary>
internal static class KnownLog
{
    public static readonly DateTimeOffset StartTime = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    public static readonly IReadOnlyList<KnownInterval> Intervals =
    [
        Interval("steps", second: 0, EachOnce(1, 400)),
        Interval("wide", second: 0, [new((1L << 20) - 1, 93_000_000_000), new((1L << 30) - 1, 6_700_000_000), new((1L << 41) - 1, 300_000_000)]),
        Interval("steps", second: 1, EachOnce(401, 600)),
    ];

    public static readonly Dictionary<string, LogFigures> Figures = new()
    {
        ["steps"] = new(Count: 1_000, P50: 500, P90: 900, P99: 990, P999: 999, Max: 1_000),
        ["wide"] = new(Count: 100_000_000_000, P50: (1L << 20) - 1, P90: (1L << 20) - 1, P99: (1L << 30) - 1, P999: (1L << 41) - 1, Max: (1L << 41) - 1),
    };

    /// <returns>The path of the log as we write it.</returns>
    public static string Write(TemporaryFolder folder)
    {
        string path = folder.NewPath("ours.hlog");
        using HistogramLogWriter log = new(File.Create(path));
        log.WriteHeader(StartTime, "known values");
        foreach (KnownInterval interval in Intervals)
        {
            HistogramSnapshot values = new();
            foreach (KnownValue value in interval.Values) values.Record(value.Value, value.Count);
            TimeSpan start = DateTimeOffset.FromUnixTimeMilliseconds(interval.StartMs) - StartTime;
            log.Write(interval.Tag, start, TimeSpan.FromMilliseconds(interval.EndMs - interval.StartMs), values);
        }

        return path;
    }

    /// <summary>Reads somebody else's log of these values, and finds every line where and what it should be.</summary>
    public static void AssertHolds(Stream log)
    {
        using HistogramLogReader reader = new(log);
        List<HistogramLogEntry> entries = [.. reader.ReadToEnd()];

        Assert.Equal(StartTime, reader.StartTime);
        Assert.Equal(
            [("steps", 0.0, 1.0, 400L), ("wide", 0.0, 1.0, 100_000_000_000L), ("steps", 1.0, 1.0, 600L)],
            entries.Select(entry => (entry.Tag!, entry.Start.TotalSeconds, entry.Length.TotalSeconds, entry.Snapshot.Count)));
        Assert.Equal(Figures, LogFigures.OfLog(entries));
    }

    private static KnownInterval Interval(string tag, int second, IReadOnlyList<KnownValue> values)
    {
        long startMs = StartTime.AddSeconds(second).ToUnixTimeMilliseconds();
        return new KnownInterval(tag, startMs, startMs + 1_000, values);
    }

    private static KnownValue[] EachOnce(int first, int count) => [.. Enumerable.Range(first, count).Select(value => new KnownValue(value, 1))];
}
