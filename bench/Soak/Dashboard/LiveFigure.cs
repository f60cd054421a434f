using HotPath.Analysis.Results;
using HotPath.Soak.Reports;

namespace HotPath.Soak.Dashboard;

/// <summary>A figure of the run so far, which is what is judged, and beside it what is going on now.</summary>
internal sealed record LiveFigure(string Name, string Value, string Note)
{
    public static IReadOnlyList<LiveFigure> All(FeedSnapshot feed)
    {
        RunResult? run = feed.Run;
        RequestFigures requests = run?.Requests ?? new();
        LatencyFigures latency = run?.Latency ?? new();
        FeedPoint? last = feed.Stage is RunStage.Measuring or RunStage.Draining && feed.Points.Count > 0 ? feed.Points[^1] : null;
        return
        [
            new("Throughput", Figure.Rate(run is null ? null : requests.RatePerSecond), $"{Figure.Count(requests.Finished)} finished"),
            new("Errors", run is null ? Figure.None : Figure.Share(requests.ErrorRate), $"of {Figure.Count(requests.Scheduled)} requests due"),
            OfLatency("Time to first token, p99", latency.Ttft, last?.TtftP99),
            OfLatency("Gap between events, p99", latency.Gap, last?.GapP99),
            new("Streams open", last is { } point ? Figure.Count(point.OpenStreams) : Figure.None, $"{Figure.Count(run?.Streams.OpenPeak ?? 0)} at most"),
            OfProcesses("CPU, % of one core", run, process => Figure.Percent(process.CpuPercent)),
            OfProcesses("GC pauses", run, process => Figure.Milliseconds(process.Gc.PauseMs)),
            .. Watched(run),
            new(
                "Heap",
                Figure.Mebibytes(Known(feed.Points, point => point.Generator)),
                $"gateway {Figure.Mebibytes(Known(feed.Points, point => point.Gateway))}"),
        ];
    }

    private static IEnumerable<LiveFigure> Watched(RunResult? run) => (run?.Watched ?? new Dictionary<string, WatchedFigures>()).Select(watched => new LiveFigure(
        Printable.Of(watched.Key),
        watched.Value.EndedAtSeconds is null ? $"{Figure.Percent(watched.Value.CpuPercent)} CPU" : "ended",
        $"RSS at most {Figure.Mebibytes(watched.Value.RssPeakMB)}, GC pauses {Figure.Milliseconds(watched.Value.Gc.PauseMs)}"));

    private static LiveFigure OfLatency(string name, LatencySummary? latency, double? now) =>
        new(name, Figure.Milliseconds(latency?.P99), $"p50 {Figure.Milliseconds(latency?.P50)}{(now is null ? "" : $", now p99 {Figure.Milliseconds(now)}")}");

    private static LiveFigure OfProcesses(string name, RunResult? run, Func<ProcessFigures, string> text) =>
        new(name, run?.Generator is { } generator ? text(generator) : Figure.None, $"gateway {(run?.Gateway is { } gateway ? text(gateway) : Figure.None)}");

    private static double? Known(IReadOnlyList<FeedPoint> points, Func<FeedPoint, ProcessPoint?> processOf) =>
        points.Count > 0 && processOf(points[^1]) is { HeapMB: > 0 } process ? process.HeapMB : null;
}
