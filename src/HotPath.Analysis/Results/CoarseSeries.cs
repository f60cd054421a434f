namespace HotPath.Analysis.Results;

/// <summary>
/// A series without end in bounded memory: when it is full, each two neighbours become one, and so do as many values that come after.
/// All points stand for the same number of values, the last one perhaps for fewer: none looks worse for being older. One thread at a time.
/// </summary>
/// <typeparam name="T">A point.</typeparam>
public sealed class CoarseSeries<T>
{
    private readonly T[] _points; // all of it at once: a heap that grew with the run would pass for a leak
    private readonly Func<T, T, T> _joined;
    private int _count;
    private int _inLast;

    /// <param name="most">How many points are kept at most; even, at least 2.</param>
    /// <param name="joined">Makes one point of two, the earlier first.</param>
    public CoarseSeries(int most, Func<T, T, T> joined)
    {
        ArgumentNullException.ThrowIfNull(joined);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        ArgumentOutOfRangeException.ThrowIfNotEqual(most % 2, 0);
        _points = new T[most];
        _joined = joined;
    }

    /// <summary>A power of two.</summary>
    public int ValuesPerPoint { get; private set; } = 1;

    /// <summary>Values added since the last <see cref="Clear"/>.</summary>
    public long Count { get; private set; }

    /// <summary>Adds what follows all that was added before.</summary>
    public void Add(T value)
    {
        Count++;
        if (_count > 0 && _inLast < ValuesPerPoint)
        {
            _points[_count - 1] = _joined(_points[_count - 1], value);
            _inLast++;
            return;
        }

        if (_count == _points.Length) Halve();
        _points[_count++] = value;
        _inLast = 1;
    }

    /// <summary>Forgets all points.</summary>
    public void Clear()
    {
        Array.Clear(_points, 0, _count);
        (_count, _inLast, ValuesPerPoint, Count) = (0, 0, 1, 0);
    }

    /// <returns>A copy of the points, in their order.</returns>
    public T[] ToArray() => _points[.._count];

    private void Halve()
    {
        int half = _points.Length / 2;
        for (int i = 0; i < half; i++) _points[i] = _joined(_points[2 * i], _points[(2 * i) + 1]);
        Array.Clear(_points, half, _points.Length - half);
        _count = half;
        ValuesPerPoint *= 2;
        _inLast = ValuesPerPoint; // the last one is full: it was joined of two full ones
    }
}
