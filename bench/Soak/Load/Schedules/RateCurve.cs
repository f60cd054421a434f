using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load.Schedules;

/// <summary>How many requests the stages of a rate make due until a moment, the integral of the rate, and its inverse.</summary>
internal sealed class RateCurve
{
    private readonly Segment[] _segments;
    private int _current;

    public RateCurve(IReadOnlyList<RateStage> stages)
    {
        _segments = new Segment[stages.Count];
        double startSeconds = 0;
        double startCount = 0;
        for (int i = 0; i < stages.Count; i++)
        {
            RateStage stage = stages[i];
            Segment segment = new(startSeconds, startCount, stage.For.TotalSeconds, stage.FromPerSecond, stage.ToPerSecond);
            _segments[i] = segment;
            startSeconds += segment.Seconds;
            startCount = segment.EndCount;
        }

        Total = startCount;
    }

    /// <summary>The integral over all stages.</summary>
    public double Total { get; }

    /// <summary>When the integral reaches <paramref name="count"/>. Asked for rising counts it takes constant time; one thread at a time.</summary>
    /// <param name="count">0 to <see cref="Total"/>.</param>
    public double SecondsAt(double count)
    {
        if (count < _segments[_current].StartCount) _current = 0;
        while (_current < _segments.Length - 1 && count >= _segments[_current].EndCount) _current++;
        return _segments[_current].SecondsAt(count);
    }

    private readonly record struct Segment(double StartSeconds, double StartCount, double Seconds, double FromRate, double ToRate)
    {
        public double EndCount => StartCount + (Seconds * (FromRate + ToRate) / 2);

        /// <summary>
        /// Solves <c>from t + (to - from) t^2 / (2 T) = n</c> for t, in the form that does not cancel when the slope is small.
        /// </summary>
        public double SecondsAt(double number)
        {
            double count = number - StartCount;
            double slope = (ToRate - FromRate) / Seconds;
            double root = Math.Sqrt(Math.Max(0, (FromRate * FromRate) + (2 * slope * count)));
            double denominator = FromRate + root;
            return StartSeconds + (denominator > 0 ? Math.Min(Seconds, 2 * count / denominator) : 0);
        }
    }
}
