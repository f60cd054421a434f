using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load;

/// <summary>
/// When each request of an open loop is due: a pure function of the stages. Request <c>n</c> is due when the integral of the rate
/// reaches <c>n</c>, so the first is due at once and none is due at the very end.
/// </summary>
internal sealed class ArrivalSchedule
{
    private const double NanosecondsPerSecond = 1e9;

    private readonly Segment[] _segments;
    private int _current;

    public ArrivalSchedule(IReadOnlyList<RateStage> stages)
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

        // 10 s at 0.3/s is 3.0000000000000004 requests in doubles, but three in the user's mind.
        Count = (long)Math.Ceiling(startCount - (1e-9 * Math.Max(1, startCount)));
    }

    /// <summary>Requests due in all.</summary>
    public long Count { get; }

    /// <summary>Nanoseconds from the start of the schedule. Asked for rising numbers it takes constant time; one thread at a time.</summary>
    public long DueAt(long number)
    {
        if (number < _segments[_current].StartCount) _current = 0;
        while (_current < _segments.Length - 1 && number >= _segments[_current].EndCount) _current++;
        return (long)(_segments[_current].SecondsAt(number) * NanosecondsPerSecond);
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
