using HotPath.Analysis.Results;
using HotPath.Soak.Reports;

namespace HotPath.Soak.Outputs.Influx;

/// <summary>Intervals and events of a run as points; fields are called as in the files of the result folder.</summary>
internal static class InfluxLines
{
    /// <param name="soFar">The run up to the interval's end.</param>
    public static void Write(LineProtocol lines, RunResult soFar, IntervalResult interval)
    {
        DateTimeOffset at = soFar.StartedAt.AddSeconds(interval.StartSeconds + interval.LengthSeconds);
        RequestFigures requests = interval.Requests;
        Begin("hotpath_requests").Field("lengthSeconds", interval.LengthSeconds).Field("scheduled", requests.Scheduled).Field("started", requests.Started)
            .Field("finished", requests.Finished).Field("notStarted", requests.NotStarted).Field("ratePerSecond", requests.RatePerSecond)
            .Field("errorRate", requests.ErrorRate).Field("givenUp", requests.GivenUp).Field("goodput", requests.Goodput).Field("bytesSent", requests.BytesSent).End(at);
        foreach ((string outcome, long count) in requests.ByOutcome.Where(outcome => outcome.Value > 0)) Begin("hotpath_outcomes", ("outcome", outcome)).Field("count", count).End(at);
        foreach ((string status, long count) in requests.ByStatus) Begin("hotpath_statuses", ("status", status)).Field("count", count).End(at);

        StreamFigures streams = interval.Streams;
        Begin("hotpath_streams").Field("opened", streams.Opened).Field("completed", streams.Completed).Field("truncated", streams.Truncated)
            .Field("corrupt", streams.Corrupt).Field("events", streams.Events).Field("tokens", streams.Tokens).Field("bytes", streams.Bytes)
            .Field("tokensPerSecond", streams.TokensPerSecond).Field("openStreams", interval.OpenStreams).Field("openConnections", interval.OpenConnections).End(at);
        foreach ((string name, LatencySummary latency) in LatencyRows.Of(interval.Latency))
        {
            Begin("hotpath_latency", ("latency", name)).Field("count", latency.Count).Field("min", latency.Min).Field("mean", latency.Mean).Field("p50", latency.P50)
                .Field("p90", latency.P90).Field("p95", latency.P95).Field("p99", latency.P99).Field("p999", latency.P999).Field("max", latency.Max).End(at);
        }

        WriteProcess("generator", interval.Generator);
        WriteProcess("gateway", interval.Gateway);
        foreach ((string name, GroupFigures group) in soFar.Groups) WriteGroup(name, group);

        void WriteProcess(string name, ProcessInterval? process)
        {
            if (process is null) return;

            Begin("hotpath_process", ("process", name)).Field("cpuPercent", process.CpuPercent).Field("gen0", process.Gc.Gen0).Field("gen1", process.Gc.Gen1)
                .Field("gen2", process.Gc.Gen2).Field("pauseMs", process.Gc.PauseMs).Field("heapMB", process.HeapMB).Field("allocatedMB", process.AllocatedMB)
                .Field("rssMB", process.RssMB).End(at);
        }

        void WriteGroup(string name, GroupFigures group) => Begin("hotpath_group", ("group", name)).Field("scheduled", group.Requests.Scheduled)
            .Field("finished", group.Requests.Finished).Field("ratePerSecond", group.Requests.RatePerSecond).Field("errorRate", group.Requests.ErrorRate)
            .Field("tokens", group.Streams.Tokens).Field("ttftP50", group.Ttft?.P50).Field("ttftP99", group.Ttft?.P99)
            .Field("e2eP50", group.E2e?.P50).Field("e2eP99", group.E2e?.P99).End(at);

        LineProtocol Begin(string measurement, params IEnumerable<(string Key, string Value)> tags) => lines.Begin(measurement, Tags(soFar, tags));
    }

    public static void Write(LineProtocol lines, RunResult run, RunEvent happened) =>
        lines.Begin("hotpath_events", Tags(run, [("kind", happened.Kind)])).Field("text", happened.Text).Field("expression", happened.Expression ?? "")
            .Field("actual", happened.Actual).Field("limit", happened.Limit).End(happened.At);

    private static IEnumerable<(string Key, string Value)> Tags(RunResult run, IEnumerable<(string Key, string Value)> own) =>
        [("scenario", run.Scenario), ("run", run.Id), .. own];
}
