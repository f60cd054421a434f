using System.Text.Json;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Dashboard.Prometheus;

/// <summary>Where the run stands, and what generator and gateway cost.</summary>
internal static class RunFamilies
{
    private const double BytesPerMB = 1 << 20;

    public static IReadOnlyList<MetricFamily> All { get; } =
    [
        new("hotpath_run_info", MetricFamily.Gauge, "The run that goes on, or the last one; always 1.", feed => feed.Introduction is { } run
            ? [MetricSample.Of(1, ("run", run.Id), ("target", run.Target), ("verdict", feed.Run?.Verdict ?? ""))]
            : []),
        new("hotpath_run_stage", MetricFamily.Gauge, "Where the run stands: 1 for the stage it is in, 0 for the others.", feed =>
            Enum.GetValues<RunStage>().Select(stage => MetricSample.Of(stage == feed.Stage ? 1 : 0, ("stage", JsonNamingPolicy.CamelCase.ConvertName(stage.ToString()))))),
        OfRun("hotpath_run_elapsed_seconds", "Of the measured time.", run => run.DurationSeconds),
        OfInterval("hotpath_streams_open", "Streams open at the end of the last interval.", interval => interval.OpenStreams),
        OfInterval("hotpath_connections_open", "Connections open at the end of the last interval.", interval => interval.OpenConnections),
        OfRun("hotpath_streams_open_peak", "Most streams open at once.", run => run.Streams.OpenPeak),
        OfRun("hotpath_connections_open_peak", "Most connections open at once.", run => run.Connections.OpenPeak),
        OfRun("hotpath_errors_ratio", "Requests that failed or were not started, against those due, 0 to 1.", run => run.Requests.ErrorRate),
        OfRun("hotpath_goodput_ratio", "Requests within every limit of goodput, against those due, 0 to 1.", run => run.Requests.Goodput),
        OfRun("hotpath_fairness_ratio", "Jain's index over the tenants, 0 to 1.", run => run.Fairness),
        OfRun("hotpath_cache_hit_ratio", "Hits against hits and misses, 0 to 1.", run => run.Cache?.HitRate),
        new("hotpath_alert_firing", MetricFamily.Gauge, "Whether a limit that is judged while the run goes on fires: 1, else 0.", feed =>
            feed.Alerts.Select(alert => MetricSample.Of(alert.IsFiring ? 1 : 0, ("expression", alert.Expression)))),
        OfProcesses("hotpath_process_cpu_seconds_total", MetricFamily.Counter, "CPU time since the measured time began.", (process, run) => process.CpuPercent / 100 * run.DurationSeconds),
        OfProcesses("hotpath_process_gc_pause_seconds_total", MetricFamily.Counter, "Time that collections held all threads of a process.", (process, _) => process.Gc.PauseMs / 1_000),
        new("hotpath_process_gc_collections_total", MetricFamily.Counter, "Collections of this generation and above.", feed =>
            from process in Processes(feed.Run)
            from generation in ((string Name, long Count)[])[("0", process.Figures.Gc.Gen0), ("1", process.Figures.Gc.Gen1), ("2", process.Figures.Gc.Gen2)]
            select MetricSample.Of(generation.Count, ("process", process.Name), ("generation", generation.Name))),
        OfIntervals("hotpath_process_resident_memory_bytes", "The resident set at the end of the last interval.", process => process.RssMB * BytesPerMB),
        OfIntervals("hotpath_process_heap_bytes", "The heap after its last collection.", process => process.HeapMB * BytesPerMB),
    ];

    private static MetricFamily OfRun(string name, string help, Func<RunResult, double?> valueOf) => new(name, MetricFamily.Gauge, help, feed =>
        feed.Run is { } run && valueOf(run) is { } value ? [MetricSample.Of(value)] : []);

    private static MetricFamily OfInterval(string name, string help, Func<IntervalResult, double> valueOf) => new(name, MetricFamily.Gauge, help, feed =>
        feed.Last is { } interval ? [MetricSample.Of(feed.Stage is RunStage.Ended ? 0 : valueOf(interval))] : []);

    private static MetricFamily OfProcesses(string name, string type, string help, Func<ProcessFigures, RunResult, double> valueOf) => new(name, type, help, feed =>
        Processes(feed.Run).Select(process => MetricSample.Of(valueOf(process.Figures, feed.Run!), ("process", process.Name))));

    private static MetricFamily OfIntervals(string name, string help, Func<ProcessInterval, double> valueOf) => new(name, MetricFamily.Gauge, help, feed =>
        from process in ((string Name, ProcessInterval? Interval)[])[("generator", feed.Last?.Generator), ("gateway", feed.Last?.Gateway)]
        where process.Interval is not null
        select MetricSample.Of(valueOf(process.Interval), ("process", process.Name)));

    private static IEnumerable<(string Name, ProcessFigures Figures)> Processes(RunResult? run)
    {
        if (run?.Generator is { } generator) yield return ("generator", generator);
        if (run?.Gateway is { } gateway) yield return ("gateway", gateway);
    }
}
