namespace HotPath.Analysis.Results;

/// <summary>Makes one interval of two that follow each other, for who draws more intervals than a picture has room for.</summary>
/// <remarks>
/// Counts are sums, rates and shares are right for both together. A percentile of the whole cannot be had from those of its parts, so
/// none is made up: it is the higher of both, which is never below the true one and hides no spike. What was open and how large a
/// process was is what the later one says.
/// </remarks>
internal static class IntervalJoin
{
    public static IntervalResult Of(IntervalResult earlier, IntervalResult later)
    {
        JoinWeights lengths = new(earlier.LengthSeconds, later.LengthSeconds);
        return later with
        {
            StartSeconds = earlier.StartSeconds,
            LengthSeconds = earlier.LengthSeconds + later.LengthSeconds,
            Requests = Requests(earlier.Requests, later.Requests, lengths, new JoinWeights(EndedIn(earlier), EndedIn(later))),
            Streams = Streams(earlier.Streams, later.Streams, lengths),
            Connections = Connections(earlier.Connections, later.Connections),
            Latency = LatencyJoin.Of(earlier.Latency, later.Latency),
            Generator = Process(earlier.Generator, later.Generator, lengths),
            Gateway = Process(earlier.Gateway, later.Gateway, lengths),
        };
    }

    // "all" is what errors and goodput are a share of.
    public static RequestFigures Requests(RequestFigures earlier, RequestFigures later, JoinWeights lengths, JoinWeights all) => later with
    {
        Scheduled = earlier.Scheduled + later.Scheduled,
        Started = earlier.Started + later.Started,
        Finished = earlier.Finished + later.Finished,
        NotStarted = earlier.NotStarted + later.NotStarted,
        HeldBack = earlier.HeldBack + later.HeldBack,
        RatePerSecond = lengths.Mean(earlier.RatePerSecond, later.RatePerSecond),
        ErrorRate = all.Mean(earlier.ErrorRate, later.ErrorRate),
        Errors = Errors(earlier.Errors, later.Errors),
        GivenUp = earlier.GivenUp + later.GivenUp,
        CutOff = earlier.CutOff + later.CutOff,
        Good = earlier.Good + later.Good,
        Goodput = all.MeanOfKnown(earlier.Goodput, later.Goodput),
        BytesSent = earlier.BytesSent + later.BytesSent,
        ByOutcome = Counts(earlier.ByOutcome, later.ByOutcome),
        ByStatus = Counts(earlier.ByStatus, later.ByStatus),
    };

    private static ErrorFigures? Errors(ErrorFigures? earlier, ErrorFigures? later) => earlier is null || later is null ? later ?? earlier : later with
    {
        Http = earlier.Http + later.Http,
        Timeout = earlier.Timeout + later.Timeout,
        Connection = earlier.Connection + later.Connection,
        Content = earlier.Content + later.Content,
        Check = earlier.Check + later.Check,
        Cancelled = earlier.Cancelled + later.Cancelled,
    };

    public static StreamFigures Streams(StreamFigures earlier, StreamFigures later, JoinWeights lengths) => later with
    {
        Opened = earlier.Opened + later.Opened,
        Completed = earlier.Completed + later.Completed,
        Truncated = earlier.Truncated + later.Truncated,
        Corrupt = earlier.Corrupt + later.Corrupt,
        Events = earlier.Events + later.Events,
        Tokens = earlier.Tokens + later.Tokens,
        Bytes = earlier.Bytes + later.Bytes,
        TokensPerSecond = lengths.Mean(earlier.TokensPerSecond, later.TokensPerSecond),
        OpenPeak = Math.Max(earlier.OpenPeak, later.OpenPeak),
    };

    public static ConnectionInterval Connections(ConnectionInterval earlier, ConnectionInterval later) => later with
    {
        Opened = earlier.Opened + later.Opened,
        Closed = earlier.Closed + later.Closed,
        Failed = earlier.Failed + later.Failed,
    };

    private static ProcessInterval? Process(ProcessInterval? earlier, ProcessInterval? later, JoinWeights lengths)
    {
        if (earlier is null || later is null) return later ?? earlier;

        return later with
        {
            CpuPercent = lengths.Mean(earlier.CpuPercent, later.CpuPercent),
            Gc = Gc(earlier.Gc, later.Gc, lengths),
            AllocatedMB = earlier.AllocatedMB + later.AllocatedMB,
        };
    }

    public static GcFigures Gc(GcFigures earlier, GcFigures later, JoinWeights lengths) => later with
    {
        Gen0 = earlier.Gen0 + later.Gen0,
        Gen1 = earlier.Gen1 + later.Gen1,
        Gen2 = earlier.Gen2 + later.Gen2,
        Requested = earlier.Requested + later.Requested,
        UnrequestedGen2 = earlier.UnrequestedGen2 + later.UnrequestedGen2,
        PauseMs = earlier.PauseMs + later.PauseMs,
        PausePercent = lengths.Mean(earlier.PausePercent, later.PausePercent),
    };

    public static double EndedIn(IntervalResult interval) => interval.Requests.Finished + interval.Requests.NotStarted;

    public static Dictionary<string, long> Counts(IReadOnlyDictionary<string, long> earlier, IReadOnlyDictionary<string, long> later) =>
        KeyedJoin.Of(earlier, later, (one, other) => one + other);
}
