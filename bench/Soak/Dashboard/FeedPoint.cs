using System.Runtime.CompilerServices;
using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Dashboard;

/// <summary>What the page draws of one interval, or of several in a row. Flat, so that a long run's points are one piece of memory.</summary>
/// <remarks>
/// Of several intervals, counts and times are their sums, so every rate drawn is exact. A percentile of the whole cannot be had from those of its
/// parts, so none is made up: it is the highest of any interval in it, which is never below the true one and hides no spike. What
/// was open and how large the heap was are those of the last.
/// </remarks>
internal struct FeedPoint
{
    /// <summary>From the start of the measured time.</summary>
    public double StartSeconds { get; private set; }

    public double LengthSeconds { get; private set; }

    public long Scheduled { get; private set; }

    /// <summary>All that finished in it, as its rate has it: requests of the warm-up, too.</summary>
    public double Finished { get; private set; }

    public long NotStarted { get; private set; }

    public long OpenStreams { get; private set; }

    public long OpenConnections { get; private set; }

    public double? TtftP50 { get; private set; }

    public double? TtftP99 { get; private set; }

    public double? GapP50 { get; private set; }

    public double? GapP99 { get; private set; }

    public ProcessPoint? Generator { get; private set; }

    public ProcessPoint? Gateway { get; private set; }

    private OutcomeCounts _outcomes;

    public static FeedPoint Of(IntervalResult interval)
    {
        FeedPoint point = new()
        {
            StartSeconds = interval.StartSeconds,
            LengthSeconds = interval.LengthSeconds,
            Scheduled = interval.Requests.Scheduled,
            Finished = interval.Requests.RatePerSecond * interval.LengthSeconds,
            NotStarted = interval.Requests.NotStarted,
            OpenStreams = interval.OpenStreams,
            OpenConnections = interval.OpenConnections,
            TtftP50 = interval.Latency.Ttft?.P50,
            TtftP99 = interval.Latency.Ttft?.P99,
            GapP50 = interval.Latency.Gap?.P50,
            GapP99 = interval.Latency.Gap?.P99,
            Generator = ProcessPoint.Of(interval.Generator, interval.LengthSeconds),
            Gateway = ProcessPoint.Of(interval.Gateway, interval.LengthSeconds),
        };
        for (int i = 0; i < OutcomeCounts.Length; i++) point._outcomes[i] = interval.Requests.ByOutcome.GetValueOrDefault(OutcomeNames.All[i]);
        return point;
    }

    /// <param name="outcome">Its place in <see cref="OutcomeNames.All"/>.</param>
    public readonly long Outcome(int outcome) => _outcomes[outcome];

    /// <param name="later">Begins where this one ends.</param>
    public readonly FeedPoint Followed(in FeedPoint later)
    {
        FeedPoint both = this with
        {
            LengthSeconds = LengthSeconds + later.LengthSeconds,
            Scheduled = Scheduled + later.Scheduled,
            Finished = Finished + later.Finished,
            NotStarted = NotStarted + later.NotStarted,
            OpenStreams = later.OpenStreams,
            OpenConnections = later.OpenConnections,
            TtftP50 = Highest(TtftP50, later.TtftP50),
            TtftP99 = Highest(TtftP99, later.TtftP99),
            GapP50 = Highest(GapP50, later.GapP50),
            GapP99 = Highest(GapP99, later.GapP99),
            Generator = ProcessPoint.Followed(Generator, later.Generator),
            Gateway = ProcessPoint.Followed(Gateway, later.Gateway),
        };
        for (int i = 0; i < OutcomeCounts.Length; i++) both._outcomes[i] += later._outcomes[i];
        return both;
    }

    private static double? Highest(double? a, double? b) => a is null || b > a ? b : a;

    /// <summary>One place for each of <see cref="OutcomeNames.All"/>.</summary>
    [InlineArray(Length)]
    private struct OutcomeCounts
    {
        public const int Length = 13;

        private long _first;
    }
}
