using HotPath.Analysis.Results;

namespace HotPath.Soak.Dashboard;

/// <summary>The course of a whole run in bounded memory, as the page draws it. One thread at a time.</summary>
internal sealed class KeptPoints
{
    /// <summary>More than a plot on a large screen needs.</summary>
    public const int Most = 600;

    private readonly CoarseSeries<FeedPoint> _points = new(Most, (earlier, later) => earlier.Followed(later));

    /// <summary>A power of two.</summary>
    public int IntervalsPerPoint => _points.ValuesPerPoint;

    public void Add(IntervalResult interval) => _points.Add(FeedPoint.Of(interval));

    public void Clear() => _points.Clear();

    public FeedPoint[] ToArray() => _points.ToArray();
}
