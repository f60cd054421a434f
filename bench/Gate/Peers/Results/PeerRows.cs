using HotPath.Gate.Peers.Tools;

namespace HotPath.Gate.Peers.Results;

/// <summary>Makes the rows of a report out of single runs.</summary>
internal static class PeerRows
{
    private const string WrkName = "wrk";
    private const string InvokerName = "httpmessageinvoker";
    private const string SslStreamName = "sslstream";

    /// <summary>In the order of the works and tools; a tool without a run that gave figures has no row.</summary>
    /// <param name="versions">By tool.</param>
    /// <param name="servers">By work.</param>
    public static IReadOnlyList<PeerRow> Of(
        IReadOnlyList<Measurement> measurements,
        IReadOnlyList<Work> works,
        IReadOnlyDictionary<string, string?> versions,
        IReadOnlyDictionary<string, string> servers) =>
    [
        .. from work in works
           from tool in ToolCatalog.All
           let runs = measurements.Where(run => run.Work == work.Name && run.Tool == tool.Name).ToArray()
           where runs.Length > 0
           select RowOf(runs, measurements, work, versions[tool.Name], servers[work.Name]),
    ];

    private static PeerRow RowOf(Measurement[] runs, IReadOnlyList<Measurement> all, Work work, string? version, string server)
    {
        double cpu = Median(runs, run => run.CpuSecondsPer100k).GetValueOrDefault();
        return new PeerRow
        {
            Tool = runs[0].Tool,
            Version = version,
            Work = work.Name,
            Server = server,
            Rounds = runs.Length,
            WarmUpSeconds = runs[0].WarmUpSeconds,
            RequestsPerSecond = Median(runs, run => run.RequestsPerSecond).GetValueOrDefault(),
            EventsPerSecond = Median(runs, run => run.EventsPerSecond),
            CpuSecondsPer100k = cpu,
            CpuPer = work.CountsEvents ? "events" : "requests",
            CpuSpread = runs.Length > 1 && cpu > 0 ? (runs.Max(run => run.CpuSecondsPer100k) - runs.Min(run => run.CpuSecondsPer100k)) / cpu : null,
            CpuOverWrk = CpuOver(WrkName, runs, all),
            CpuOverHttpMessageInvoker = CpuOver(InvokerName, runs, all),
            CpuPercent = Median(runs, run => run.CpuPercent).GetValueOrDefault(),
            RssPeakMB = Median(runs, run => run.RssPeakMB).GetValueOrDefault(),
            P50Ms = Median(runs, run => run.P50Ms),
            P99Ms = Median(runs, run => run.P99Ms),
            TrueP99Ms = Median(runs, run => run.TrueP99Ms),
            LagP50Ms = Median(runs, run => run.LagP50Ms),
            LagP99Ms = Median(runs, run => run.LagP99Ms),
            ServerLateP99Ms = Median(runs, run => run.ServerLateP99Ms),
            ArrivalP50Ms = Median(runs, run => run.ArrivalP50Ms),
            ArrivalP99Ms = Median(runs, run => run.ArrivalP99Ms),
            RssPerStreamKB = KilobytesAStream(work, runs, all, run => run.RssPeakMB),
            AllocatedBytesPerRequest = Median(runs, run => run.AllocatedBytesPerRequest),
            AllocatedBytesPerEvent = Median(runs, run => run.AllocatedBytesPerEvent),
            ResumedPercent = Median(runs, run => run.ResumedPercent),
            ServerCpuSecondsPer100k = Median(runs, run => run.ServerCpuSecondsPer100k),
            ServerCpuPercent = Median(runs, run => run.ServerCpuPercent),
            ServerRssPerStreamKB = KilobytesAStream(work, runs, all, run => run.ServerRssPeakMB),
            ServerAllocatedBytes = Median(runs, run => run.ServerAllocatedBytes),
            CpuOverSslStream = CpuOver(SslStreamName, runs, all),
        };
    }

    /// <summary>Against the run with few connections of the same tool and round: what a process takes without any is in both.</summary>
    private static double? KilobytesAStream(Work work, Measurement[] runs, IReadOnlyList<Measurement> all, Func<Measurement, double?> megabytes)
    {
        if (WorkCatalog.All().FirstOrDefault(few => few.Name == work.Few) is not { } few) return null;

        return Median(runs, run => (megabytes(run) - FewOf(run)) * 1024 / (work.Connections - few.Connections));

        double? FewOf(Measurement run) =>
            all.FirstOrDefault(other => other.Tool == run.Tool && other.Work == few.Name && other.Round == run.Round) is { } other ? megabytes(other) : null;
    }

    /// <summary>Within a round, so that what slows the machine for a while slows both.</summary>
    private static double? CpuOver(string tool, Measurement[] runs, IReadOnlyList<Measurement> all) => Median(runs, run =>
        run.CpuSecondsPer100k / all.FirstOrDefault(other => other.Tool == tool && other.Work == run.Work && other.Round == run.Round)?.CpuSecondsPer100k);

    private static double? Median(Measurement[] runs, Func<Measurement, double?> figure)
    {
        double[] values = [.. runs.Select(figure).OfType<double>().Order()];
        if (values.Length == 0) return null;

        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
