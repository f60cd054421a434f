namespace HotPath.Analysis.Results;

/// <summary>The figures of two runs that went on at the same time, each by a generator of its own, as those of one: in any order, and of any number one after the other.</summary>
/// <remarks>
/// <para>Counts are sums. The measured time is from the first start to the last end, and a rate is what all did in it, a second: the sum of the rates where all
/// measured the same time. Shares are of both together. A peak (<c>openPeak</c>, <c>waitingPeak</c>) is the sum of the peaks and so an upper bound: nobody counted all at
/// the same moment.</para>
/// <para>Latencies are upper bounds, too (see <see cref="LatencyJoin"/>), and for who has the histograms to replace. Distributions that are in no log keep what
/// can be had exactly, count, mean and extremes; the rest is null. The generators' figures are those of <see cref="ProcessJoin"/>.</para>
/// <para>What each part was judged by, and what only one process or one course has, is left out: verdict, thresholds, alerts, ramp, disturbances, trends and watched
/// processes.</para>
/// </remarks>
public static class ConcurrentJoin
{
    /// <param name="one">Its start by the same clock as the other's, so that both have their place in time. The joined run has its identity.</param>
    /// <param name="other">Of the same scenario.</param>
    public static RunResult Of(RunResult one, RunResult other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        JoinWeights time = new(one.DurationSeconds, other.DurationSeconds) { Whole = Span(one, other, run => run.DurationSeconds) };
        JoinWeights requests = RunJoin.FinishedIn(one.Requests, other.Requests);
        JoinWeights events = new(one.Streams.Events, other.Streams.Events);
        return one with
        {
            StartedAt = one.StartedAt < other.StartedAt ? one.StartedAt : other.StartedAt,
            DurationSeconds = time.Whole,
            RecordedSeconds = Span(one, other, run => run.RecordedSeconds ?? run.DurationSeconds),
            Environment = EnvironmentJoin.Of(one.Environment, other.Environment),
            Worker = null,
            Complete = one.Complete && other.Complete,
            StoppedEarly = one.StoppedEarly || other.StoppedEarly,
            Resumes = null,
            Verdict = null,
            Reasons = [],
            ExitCode = null,
            PlannedRequests = one.PlannedRequests + other.PlannedRequests,
            ModelsListed = Extremes.Highest(one.ModelsListed, other.ModelsListed),
            WarmUp = new WarmUpFigures(one.WarmUp.Requests + other.WarmUp.Requests),
            Thresholds = [],
            Alerts = null,
            Influx = null,
            Requests = RunJoin.Requests(one.Requests, other.Requests, time),
            Streams = Streams(one.Streams, other.Streams, time),
            Retries = one.Retries is { } retries && other.Retries is { } more ? RunJoin.Retries(retries, more) : one.Retries ?? other.Retries,
            Conversations = one.Conversations is { } talks && other.Conversations is { } others ? RunJoin.Conversations(talks, others) : one.Conversations ?? other.Conversations,
            Ramp = null,
            Disturbances = null,
            Trends = null,
            GatewayRestarts = Extremes.Highest(one.GatewayRestarts, other.GatewayRestarts), // each saw the same ones
            Integrity = Integrity(one.Integrity, other.Integrity),
            Checks = AnswerJoin.Checks(one.Checks, other.Checks),
            Latency = LatencyJoin.Of(one.Latency, other.Latency),
            Groups = KeyedJoin.Of(one.Groups, other.Groups, (its, others) => Group(one, other, its, others, time)),
            By = AnswerJoin.Slices(one.By, other.By, time),
            Fairness = null,
            Cache = AnswerJoin.Cache(one.Cache, other.Cache),
            Metrics = KeyedJoin.OfKnown(one.Metrics, other.Metrics, (its, others) => AnswerJoin.Metric(its, others, time)),
            Cost = AnswerJoin.Cost(one.Cost, other.Cost, requests),
            Connections = ConnectionJoin.OfConcurrent(one.Connections, other.Connections, time, requests),
            Tls = ConnectionJoin.Tls(one.Tls, other.Tls, cpu: new JoinWeights(CpuTimeOf(one), CpuTimeOf(other))),
            Generator = ProcessJoin.Of(one.Generator, other.Generator, events, requests),
            Gateway = GatewayJoin.Of(one, other, events, requests),
            Watched = null,
            Telemetry = RunJoin.Telemetry(one.Telemetry, other.Telemetry, events, Extremes.Highest(one.Telemetry?.CpuPercent, other.Telemetry?.CpuPercent)),
        };
    }

    internal static StreamFigures Streams(StreamFigures one, StreamFigures other, JoinWeights time) => IntervalJoin.Streams(one, other, time) with
    {
        OpenPeak = one.OpenPeak + other.OpenPeak,
        TokensPerSecondPerStream = null, // of the histogram of both, by who has it
    };

    private static GroupFigures Group(RunResult oneRun, RunResult otherRun, GroupFigures one, GroupFigures other, JoinWeights time) => (GroupFigures)LatencyJoin.Of(one, other) with
    {
        Requests = RunJoin.Requests(one.Requests, other.Requests, time),
        Streams = Streams(one.Streams, other.Streams, time),
        Connections = ConnectionJoin.OfGroup(one.Connections, other.Connections, RunJoin.FinishedIn(one.Requests, other.Requests)),
        Tls = ConnectionJoin.Tls(one.Tls, other.Tls, cpu: time),
        Mix = RunJoin.Mix(oneRun, otherRun, one.Mix, other.Mix),
    };

    private static IntegrityFigures Integrity(IntegrityFigures one, IntegrityFigures other) => RunJoin.Integrity(one, other) with
    {
        GatewayAgrees = one.GatewayAgrees & other.GatewayAgrees, // one that differs is enough, all are needed to agree
        NotCompared = one.NotCompared ?? other.NotCompared,
        Differences = one.Differences is null && other.Differences is null ? null : [.. one.Differences ?? [], .. other.Differences ?? []],
    };

    private static double CpuTimeOf(RunResult run) => (run.Generator?.CpuPercent ?? 0) * run.DurationSeconds;

    /// <summary>From the first start to the last end.</summary>
    private static double Span(RunResult one, RunResult other, Func<RunResult, double> lengthOf)
    {
        double behind = (other.StartedAt - one.StartedAt).TotalSeconds; // below 0 where the other began first
        return Math.Max(lengthOf(one), behind + lengthOf(other)) - Math.Min(0, behind);
    }
}
