using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>Writes every report of a run into its folder.</summary>
internal static class RunReports
{
    /// <exception cref="ResultFolderException">The disk refuses.</exception>
    public static void WriteAll(ResultFolder folder, RecordedRun recorded) =>
        folder.WriteReport(ResultFileNames.MarkdownReport, MarkdownReport.Text(recorded));
}
