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
        Lengths lengths = new(earlier.LengthSeconds, later.LengthSeconds);
        return later with
        {
            StartSeconds = earlier.StartSeconds,
            LengthSeconds = earlier.LengthSeconds + later.LengthSeconds,
            Requests = Requests(earlier.Requests, later.Requests, lengths),
            Streams = Streams(earlier.Streams, later.Streams, lengths),
            Latency = LatencyJoin.Of(earlier.Latency, later.Latency),
            Generator = Process(earlier.Generator, later.Generator, lengths),
            Gateway = Process(earlier.Gateway, later.Gateway, lengths),
        };
    }

    private static RequestFigures Requests(RequestFigures earlier, RequestFigures later, Lengths lengths)
    {
        Lengths ended = new(earlier.Finished + earlier.NotStarted, later.Finished + later.NotStarted);
        return later with
        {
            Scheduled = earlier.Scheduled + later.Scheduled,
            Started = earlier.Started + later.Started,
            Finished = earlier.Finished + later.Finished,
            NotStarted = earlier.NotStarted + later.NotStarted,
            RatePerSecond = lengths.Mean(earlier.RatePerSecond, later.RatePerSecond),
            ErrorRate = ended.Mean(earlier.ErrorRate, later.ErrorRate),
            Errors = Errors(earlier.Errors, later.Errors),
            GivenUp = earlier.GivenUp + later.GivenUp,
            CutOff = earlier.CutOff + later.CutOff,
            Good = earlier.Good + later.Good,
            Goodput = earlier.Goodput is { } a && later.Goodput is { } b ? ended.Mean(a, b) : earlier.Goodput ?? later.Goodput,
            BytesSent = earlier.BytesSent + later.BytesSent,
            ByOutcome = Counts(earlier.ByOutcome, later.ByOutcome),
            ByStatus = Counts(earlier.ByStatus, later.ByStatus),
        };
    }

    private static ErrorFigures Errors(ErrorFigures earlier, ErrorFigures later) => later with
    {
        Http = earlier.Http + later.Http,
        Timeout = earlier.Timeout + later.Timeout,
        Connection = earlier.Connection + later.Connection,
        Content = earlier.Content + later.Content,
        Check = earlier.Check + later.Check,
        Cancelled = earlier.Cancelled + later.Cancelled,
    };

    private static StreamFigures Streams(StreamFigures earlier, StreamFigures later, Lengths lengths) => later with
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

    private static ProcessInterval? Process(ProcessInterval? earlier, ProcessInterval? later, Lengths lengths)
    {
        if (earlier is null || later is null) return later ?? earlier;

        return later with
        {
            CpuPercent = lengths.Mean(earlier.CpuPercent, later.CpuPercent),
            Gc = later.Gc with
            {
                Gen0 = earlier.Gc.Gen0 + later.Gc.Gen0,
                Gen1 = earlier.Gc.Gen1 + later.Gc.Gen1,
                Gen2 = earlier.Gc.Gen2 + later.Gc.Gen2,
                PauseMs = earlier.Gc.PauseMs + later.Gc.PauseMs,
                PausePercent = lengths.Mean(earlier.Gc.PausePercent, later.Gc.PausePercent),
            },
            AllocatedMB = earlier.AllocatedMB + later.AllocatedMB,
        };
    }

    private static Dictionary<string, long> Counts(IReadOnlyDictionary<string, long> earlier, IReadOnlyDictionary<string, long> later)
    {
        Dictionary<string, long> sums = new(earlier);
        foreach ((string name, long count) in later) sums[name] = sums.GetValueOrDefault(name) + count;
        return sums;
    }

    /// <summary>How much each of two weighs.</summary>
    private readonly record struct Lengths(double Earlier, double Later)
    {
        public double Mean(double earlier, double later) =>
            Earlier + Later > 0 ? ((earlier * Earlier) + (later * Later)) / (Earlier + Later) : Math.Max(earlier, later);
    }
}
