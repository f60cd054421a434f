using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>
/// Finds when a run was not as the rest of it: a burst that was felt, a provider that was gone. What is usual is the median of the run's own
/// intervals, so more than half of it must have been well.
/// </summary>
internal static class DisturbanceAnalysis
{
    private const int LeastIntervals = 5;
    private const int MostListed = 10;

    /// <summary>One good interval between two bad ones is a breath, not the end.</summary>
    private const int MostGoodBetween = 1;

    /// <param name="intervals">Of the whole run, in their order; gone through twice, so that none need be kept.</param>
    /// <param name="measuredSeconds">How long requests were due: the load may have ended before its time.</param>
    /// <returns>Null where the load itself rises (see <see cref="RampAnalysis"/>), and where too little was measured to say what is usual.</returns>
    public static DisturbanceFigures? Of(LoadSettings load, IEnumerable<IntervalResult> intervals, double measuredSeconds)
    {
        if (RampAnalysis.Rises(load)) return null;

        IEnumerable<IntervalResult> measured = intervals.Where(interval => interval.StartSeconds + (interval.LengthSeconds / 2) <= measuredSeconds);
        double usual = IntervalTrouble.BaselineOf(measured);
        Course course = new();
        foreach (IntervalResult interval in measured) course.Add(interval, IntervalTrouble.Of(interval, usual, !load.WaitsForAnswers));
        return course.Figures();
    }

    private static double EndOf(IntervalResult interval) => interval.StartSeconds + interval.LengthSeconds;

    /// <summary>What is known of the disturbances so far.</summary>
    private sealed class Course
    {
        private readonly List<Disturbance> _first = [];
        private Disturbance? _last;
        private int _lastTroubled;
        private int _intervals;
        private int _count;
        private double _endSeconds;
        private double _disturbedSeconds;
        private double _longestSeconds;

        public void Add(IntervalResult interval, IntervalTrouble? trouble)
        {
            _intervals++;
            _endSeconds = EndOf(interval);
            if (trouble is null) return;

            if (_last is not null && _intervals - _lastTroubled <= MostGoodBetween + 1)
            {
                _last = _last with { LengthSeconds = _endSeconds - _last.AtSeconds };
            }
            else
            {
                Close();
                _last = new Disturbance { AtSeconds = interval.StartSeconds, LengthSeconds = interval.LengthSeconds, Reason = trouble.Reason, Finding = trouble.Finding };
            }

            _lastTroubled = _intervals;
        }

        public DisturbanceFigures? Figures()
        {
            if (_intervals < LeastIntervals) return null;

            Close();
            return new DisturbanceFigures
            {
                Count = _count,
                Share = _disturbedSeconds / _endSeconds,
                LongestSeconds = _longestSeconds,
                Recovered = _count == 0 || _lastTroubled < _intervals,
                First = _first,
            };
        }

        private void Close()
        {
            if (_last is not { } over) return;

            _last = null;
            _count++;
            _disturbedSeconds += over.LengthSeconds;
            _longestSeconds = Math.Max(_longestSeconds, over.LengthSeconds);
            if (_first.Count < MostListed) _first.Add(over);
        }
    }
}
