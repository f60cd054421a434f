using HotPath.Recording;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>Sums of histograms by tag: of one stretch of time, and of all that were before it.</summary>
internal sealed class LatencySums
{
    private readonly Dictionary<string, HistogramSnapshot> _now = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HistogramSnapshot> _whole = new(StringComparer.Ordinal);
    private readonly HistogramSnapshot _empty = new();

    public void Add(string tag, HistogramSnapshot counts) => OfIn(_now, tag).Add(counts);

    /// <summary>Borrowed until <see cref="EndStretch"/>.</summary>
    public HistogramSnapshot Now(string tag) => _now.GetValueOrDefault(tag, _empty);

    /// <summary>Of all stretches that were ended.</summary>
    public HistogramSnapshot Whole(string tag) => _whole.GetValueOrDefault(tag, _empty);

    public void EndStretch()
    {
        foreach ((string tag, HistogramSnapshot counts) in _now)
        {
            if (counts.IsEmpty) continue;

            OfIn(_whole, tag).Add(counts);
            counts.Clear();
        }
    }

    private static HistogramSnapshot OfIn(Dictionary<string, HistogramSnapshot> sums, string tag)
    {
        if (!sums.TryGetValue(tag, out HistogramSnapshot? sum)) sums.Add(tag, sum = new HistogramSnapshot());
        return sum;
    }
}
