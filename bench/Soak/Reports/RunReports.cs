using HotPath.Analysis.Results;
using HotPath.Soak.Reports.Html;

namespace HotPath.Soak.Reports;

/// <summary>Writes every report of a run into its folder.</summary>
internal static class RunReports
{
    /// <exception cref="ResultFolderException">The latency log cannot be read, or the disk refuses.</exception>
    public static void WriteAll(ResultFolder folder, RecordedRun recorded)
    {
        RecordedLatencies latencies = LatencyLogReader.Read(folder.Path, recorded.Run);
        RecordedRun all = recorded with { Remarks = [.. recorded.Remarks, .. latencies.Remarks] };
        folder.WriteReport(ResultFileNames.MarkdownReport, MarkdownReport.Text(all));
        folder.WriteReport(ResultFileNames.HtmlReport, HtmlReport.Text(all, latencies));
    }
}
