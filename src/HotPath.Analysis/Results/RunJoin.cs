namespace HotPath.Analysis.Results;

/// <summary>The figures of a run that was taken up again: what was recorded before and what came since, as one.</summary>
/// <remarks>
/// Latencies are those of the later part, which must be made of the histograms of both already. Slopes and what a gateway says of itself are
/// those of the later part alone: they are of other processes.
/// </remarks>
public static class RunJoin
{
    /// <param name="earlier">As it was recorded.</param>
    /// <param name="later">What came since, its durations counted from where the record ended.</param>
    /// <returns>With the identity of the earlier one.</returns>
    public static RunResult Of(RunResult earlier, RunResult later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        JoinWeights lengths = new(earlier.DurationSeconds, later.DurationSeconds);
        return later with
        {
            Id = earlier.Id,
            StartedAt = earlier.StartedAt,
            Environment = earlier.Environment,
            DurationSeconds = earlier.DurationSeconds + later.DurationSeconds,
            RecordedSeconds = earlier.RecordedSeconds + later.RecordedSeconds,
            WarmUp = new WarmUpFigures(earlier.WarmUp.Requests + later.WarmUp.Requests),
            Requests = Requests(earlier.Requests, later.Requests, lengths),
            Streams = IntervalJoin.Streams(earlier.Streams, later.Streams, lengths),
            Retries = earlier.Retries is { } retries && later.Retries is { } more ? Retries(retries, more) : later.Retries,
            Conversations = earlier.Conversations is { } talks && later.Conversations is { } others ? Conversations(talks, others) : later.Conversations,
            GatewayRestarts = earlier.GatewayRestarts + later.GatewayRestarts ?? later.GatewayRestarts,
            Integrity = Integrity(earlier.Integrity, later.Integrity),
            Groups = later.Groups.ToDictionary(group => group.Key, group => Group(earlier, later, group.Key, lengths)),
            Connections = ConnectionJoin.Of(earlier.Connections, later.Connections, lengths, FinishedIn(earlier.Requests, later.Requests)),
            Tls = ConnectionJoin.Tls(earlier.Tls, later.Tls, cpu: lengths),
            Generator = Process(earlier, later, earlier.Generator, later.Generator, lengths),
            Telemetry = Telemetry(
                earlier.Telemetry,
                later.Telemetry,
                new JoinWeights(earlier.Streams.Events, later.Streams.Events),
                lengths.MeanOfKnown(earlier.Telemetry?.CpuPercent, later.Telemetry?.CpuPercent)),
            Gateway = later.Gateway is null ? earlier.Gateway : Process(earlier, later, earlier.Gateway, later.Gateway, lengths),
        };
    }

    internal static RequestFigures Requests(RequestFigures earlier, RequestFigures later, JoinWeights lengths) =>
        IntervalJoin.Requests(earlier, later, lengths, new JoinWeights(earlier.Scheduled, later.Scheduled));

    internal static JoinWeights FinishedIn(RequestFigures earlier, RequestFigures later) => new(earlier.Finished, later.Finished);

    private static GroupFigures Group(RunResult earlierRun, RunResult laterRun, string name, JoinWeights lengths)
    {
        GroupFigures later = laterRun.Groups[name];
        if (!earlierRun.Groups.TryGetValue(name, out GroupFigures? earlier)) return later;

        return later with
        {
            Requests = Requests(earlier.Requests, later.Requests, lengths),
            Streams = IntervalJoin.Streams(earlier.Streams, later.Streams, lengths),
            Connections = ConnectionJoin.OfGroup(earlier.Connections, later.Connections, FinishedIn(earlier.Requests, later.Requests)),
            Tls = ConnectionJoin.Tls(earlier.Tls, later.Tls, cpu: lengths),
            Mix = Mix(earlierRun, laterRun, earlier.Mix, later.Mix),
        };
    }

    /// <summary>A share of the requests that did not follow another of their conversation.</summary>
    internal static MixFigures Mix(RunResult earlierRun, RunResult laterRun, MixFigures earlier, MixFigures later)
    {
        JoinWeights first = new(FirstIn(earlierRun), FirstIn(laterRun));
        return later with { Actual = first.Mean(earlier.Actual, later.Actual) };
    }

    private static double FirstIn(RunResult run) => run.Requests.Scheduled - (run.Conversations?.LaterTurns ?? 0);

    internal static RetryFigures Retries(RetryFigures earlier, RetryFigures later) => later with
    {
        Attempts = earlier.Attempts + later.Attempts,
        Requests = earlier.Requests + later.Requests,
        Recovered = earlier.Recovered + later.Recovered,
        OverBudget = earlier.OverBudget + later.OverBudget,
    };

    internal static ConversationFigures Conversations(ConversationFigures earlier, ConversationFigures later) => later with
    {
        Started = earlier.Started + later.Started,
        Completed = earlier.Completed + later.Completed,
        Broken = earlier.Broken + later.Broken,
        LaterTurns = earlier.LaterTurns + later.LaterTurns,
    };

    internal static IntegrityFigures Integrity(IntegrityFigures earlier, IntegrityFigures later) => later with
    {
        Verified = earlier.Verified + later.Verified,
        Lost = earlier.Lost + later.Lost,
        Repeated = earlier.Repeated + later.Repeated,
        Reordered = earlier.Reordered + later.Reordered,
        Altered = earlier.Altered + later.Altered,
        WrongUsage = earlier.WrongUsage + later.WrongUsage,
    };

    internal static TelemetryFigures? Telemetry(TelemetryFigures? one, TelemetryFigures? other, JoinWeights events, double? cpuPercent) => one is null && other is null ? null : new()
    {
        CpuPercent = cpuPercent,
        AllocatedMB = one?.AllocatedMB + other?.AllocatedMB ?? one?.AllocatedMB ?? other?.AllocatedMB,
        AllocatedBytesPerEvent = events.MeanOfKnown(one?.AllocatedBytesPerEvent, other?.AllocatedBytesPerEvent),
    };

    private static T? Process<T>(RunResult earlierRun, RunResult laterRun, T? earlier, T? later, JoinWeights lengths)
        where T : ProcessFigures
    {
        if (earlier is null || later is null) return later ?? earlier;

        JoinWeights events = new(earlierRun.Streams.Events, laterRun.Streams.Events);
        JoinWeights requests = FinishedIn(earlierRun.Requests, laterRun.Requests);
        return later with
        {
            CpuPercent = lengths.Mean(earlier.CpuPercent, later.CpuPercent),
            Gc = IntervalJoin.Gc(earlier.Gc, later.Gc, lengths),
            AllocatedBytesPerEvent = events.MeanOfKnown(earlier.AllocatedBytesPerEvent, later.AllocatedBytesPerEvent),
            AllocatedBytesPerRequest = requests.MeanOfKnown(earlier.AllocatedBytesPerRequest, later.AllocatedBytesPerRequest),
            RssPeakMB = Math.Max(earlier.RssPeakMB, later.RssPeakMB),
        };
    }
}
