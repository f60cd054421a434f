using HotPath.Analysis.Results;

namespace HotPath.Soak.Dashboard;

/// <summary>
/// The course of a whole run in bounded memory: when it is full, each two neighbours become one, and so do as many intervals that
/// come after. All points stand for the same number of intervals, the last one perhaps for fewer: none looks worse for being older. One thread at a time.
/// </summary>
internal sealed class KeptPoints
{
    /// <summary>Even, and more than a plot on a large screen needs.</summary>
    public const int Most = 600;

    private readonly FeedPoint[] _points = new FeedPoint[Most]; // all of it at once: a heap that grew with the run would pass for a leak
    private int _count;
    private int _inLast;

    /// <summary>A power of two.</summary>
    public int IntervalsPerPoint { get; private set; } = 1;

    public void Add(IntervalResult interval)
    {
        FeedPoint point = FeedPoint.Of(interval);
        if (_count > 0 && _inLast < IntervalsPerPoint)
        {
            _points[_count - 1] = _points[_count - 1].Followed(point);
            _inLast++;
            return;
        }

        if (_count == Most) Halve();
        _points[_count++] = point;
        _inLast = 1;
    }

    public void Clear()
    {
        (_count, _inLast, IntervalsPerPoint) = (0, 0, 1);
    }

    public FeedPoint[] ToArray() => _points[.._count];

    private void Halve()
    {
        for (int i = 0; i < Most / 2; i++) _points[i] = _points[2 * i].Followed(_points[(2 * i) + 1]);
        _count = Most / 2;
        IntervalsPerPoint *= 2;
        _inLast = IntervalsPerPoint;
    }
}
