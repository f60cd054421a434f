using HotPath.Analysis.Results;
using HotPath.Soak.Reports;

namespace HotPath.Soak.Tests.Reports;

public sealed class RunReportsTests : IDisposable
{
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("hotpath-tests-");

    public void Dispose() => _temporary.Delete(recursive: true);

    [Fact]
    public void WriteAll_RecordedFolder_WritesTheReportOfWhatWasRecorded()
    {
        using (ResultFolder folder = ResultFolder.Create(_temporary.FullName))
        {
            folder.WriteRun(SampleRuns.Failed);
            foreach (IntervalResult interval in SampleRuns.Intervals(3)) folder.Append(interval);
        }

        using ResultFolder opened = ResultFolder.Open(_temporary.FullName);
        RecordedRun recorded = ResultReader.Read(opened.Path);
        RunReports.WriteAll(opened, recorded);

        string written = File.ReadAllText(Path.Combine(opened.Path, "report.md"));
        Assert.Equal(MarkdownReport.Text(new RecordedRun(SampleRuns.Failed, SampleRuns.Intervals(3), recorded.Remarks)), written);
    }
}
