using System.Globalization;
using System.Text;

namespace HotPath.Gate.Peers.Results;

/// <summary>The report for people: a table a work, and below what is missing in it.</summary>
internal static class PeersMarkdown
{
    private const string NoFigure = "–";
    private const int CommitLength = 7;

    private static readonly Column[] Columns =
    [
        new("tool", row => row.Tool) { IsText = true },
        new("version", row => Short(row.Version) ?? NoFigure) { IsText = true },
        new("warm-up s", row => Number(row.WarmUpSeconds, "0")),
        new("requests/s", row => Number(row.RequestsPerSecond, "N0")),
        new("events/s", row => Number(row.EventsPerSecond, "N0")),
        new("CPU s per 100k", row => Number(row.CpuSecondsPer100k, "0.000")),
        new("spread", row => Number(row.CpuSpread * 100, "0'%'")),
        new("over wrk", row => Number(row.CpuOverWrk, "0.00'x'")),
        new("over httpmessageinvoker", row => Number(row.CpuOverHttpMessageInvoker, "0.00'x'")),
        new("core", row => Number(row.CpuPercent, "0'%'")),
        new("RSS peak MB", row => Number(row.RssPeakMB, "0")),
        new("p50 ms", row => Number(row.P50Ms, "0.###")),
        new("p99 ms", row => Number(row.P99Ms, "0.###")),
        new("true p99 ms", row => Number(row.TrueP99Ms, "0.#")) { IsLeftOutWhenEmpty = true },
        new("lag p50 ms", row => Number(row.LagP50Ms, "0.###")) { IsLeftOutWhenEmpty = true },
        new("lag p99 ms", row => Number(row.LagP99Ms, "0.###")) { IsLeftOutWhenEmpty = true },
        new("server late p99 ms", row => Number(row.ServerLateP99Ms, "0.###")) { IsLeftOutWhenEmpty = true },
        new("arrival p50 ms", row => Number(row.ArrivalP50Ms, "0.###")) { IsLeftOutWhenEmpty = true },
        new("arrival p99 ms", row => Number(row.ArrivalP99Ms, "0.###")) { IsLeftOutWhenEmpty = true },
        new("RSS a stream KB", row => Number(row.RssPerStreamKB, "0.0")) { IsLeftOutWhenEmpty = true },
        new("B a request", row => Number(row.AllocatedBytesPerRequest, "0.0")) { IsLeftOutWhenEmpty = true },
        new("B an event", row => Number(row.AllocatedBytesPerEvent, "0.00")) { IsLeftOutWhenEmpty = true },
        new("over sslstream", row => Number(row.CpuOverSslStream, "0.00'x'")) { IsLeftOutWhenEmpty = true },
        new("resumed", row => Number(row.ResumedPercent, "0.0'%'")) { IsLeftOutWhenEmpty = true },
        new("server CPU s per 100k", row => Number(row.ServerCpuSecondsPer100k, "0.000")) { IsLeftOutWhenEmpty = true },
        new("server core", row => Number(row.ServerCpuPercent, "0'%'")) { IsLeftOutWhenEmpty = true },
        new("server RSS a stream KB", row => Number(row.ServerRssPerStreamKB, "0.0")) { IsLeftOutWhenEmpty = true },
        new("server B", row => Number(row.ServerAllocatedBytes, "0.00")) { IsLeftOutWhenEmpty = true },
    ];

    public static string Write(PeersReport report)
    {
        StringBuilder page = new();
        page.Append("# Load generators beside each other\n\n");
        WriteFacts(page, report);
        foreach (WorkFacts work in report.Works)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {work.Name}\n\n{Capitalised(work.Description)}.\n\n");
            PeerRow[] rows = [.. report.Rows.Where(row => row.Work == work.Name)];
            if (rows.Length == 0) page.Append("No tool gave figures.\n");
            else WriteTable(page, rows);
        }

        WriteMissing(page, report.Missing);
        page.Append("\nHow each figure is had, and what it does not say, is in [README.md](README.md).\n");
        return page.ToString();
    }

    private static void WriteFacts(StringBuilder page, PeersReport report)
    {
        PeersEnvironment machine = report.Environment;
        string cores = machine.PinningProblem ?? string.Create(CultureInfo.InvariantCulture, $"server on core {machine.ServerCore}, generator on core {machine.GeneratorCore}");
        page.Append(CultureInfo.InvariantCulture, $"- {report.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, HotPath {machine.Version}\n");
        page.Append(CultureInfo.InvariantCulture, $"- {machine.Processor ?? machine.Architecture}, {machine.ProcessorCount} cores, {machine.MemoryMB} MiB, {machine.OperatingSystem}, {machine.Runtime}; {cores}\n");
        page.Append(CultureInfo.InvariantCulture, $"- medians of {report.Rounds} interleaved rounds, {report.Seconds} s each\n- `{report.Command}`\n");
    }

    private static void WriteTable(StringBuilder page, PeerRow[] rows)
    {
        Column[] columns = [.. Columns.Where(column => !column.IsLeftOutWhenEmpty || rows.Any(row => column.Text(row) != NoFigure))];
        page.Append(CultureInfo.InvariantCulture, $"Server: {rows[0].Server}. CPU per 100,000 {rows[0].CpuPer}.\n\n");
        Line(columns.Select(column => column.Title));
        Line(columns.Select(column => column.IsText ? "---" : "---:"));
        foreach (PeerRow row in rows) Line(columns.Select(column => column.Text(row)));

        void Line(IEnumerable<string> cells) => page.Append("| ").AppendJoin(" | ", cells.Select(Cell)).Append(" |\n");
    }

    private static void WriteMissing(StringBuilder page, IReadOnlyList<Omission> missing)
    {
        if (missing.Count == 0) return;

        page.Append("\n## Not in the tables\n\n");
        foreach (Omission omission in missing)
        {
            string round = omission.Round is { } number ? string.Create(CultureInfo.InvariantCulture, $", round {number}") : "";
            page.Append(CultureInfo.InvariantCulture, $"- {omission.Tool ?? "all tools"}, {omission.Work ?? "all works"}{round}: {Cell(omission.Reason)}\n");
        }
    }

    /// <summary>Of a commit behind the version as much as one needs to find it.</summary>
    private static string? Short(string? version)
    {
        int commit = version?.IndexOf('+', StringComparison.Ordinal) + 1 ?? 0;
        return commit > 0 && version!.Length > commit + CommitLength ? version[..(commit + CommitLength)] : version;
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? NoFigure;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private sealed record Column(string Title, Func<PeerRow, string> Text)
    {
        public bool IsText { get; init; }

        public bool IsLeftOutWhenEmpty { get; init; }
    }
}
