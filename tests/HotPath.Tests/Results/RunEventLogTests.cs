using HotPath.Analysis.Results;

namespace HotPath.Tests.Results;

public sealed class RunEventLogTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Append_Events_ReadBackEqual()
    {
        string path = RunFolder();
        using (RunEventLog log = new(path))
        {
            log.Append(Event(0));
            log.Append(Event(1) with { Expression = null, Actual = null, Limit = null, WindowSeconds = null });
        }

        RecordedRun read = ResultReader.Read(path);

        Assert.Equal([Event(0), Event(1) with { Expression = null, Actual = null, Limit = null, WindowSeconds = null }], read.Events);
        Assert.DoesNotContain(read.Remarks, remark => remark.Contains(ResultFileNames.Events, StringComparison.Ordinal));
    }

    [Fact]
    public void Append_WhileTheFileIsOpen_IsThereForReaders()
    {
        string path = RunFolder();
        using RunEventLog log = new(path);

        log.Append(Event(0));

        Assert.Single(ResultReader.Read(path).Events);
    }

    [Fact]
    public void Append_ToAFileThatIsThere_KeepsWhatIsInIt()
    {
        string path = RunFolder();
        using (RunEventLog before = new(path)) before.Append(Event(0));

        using (RunEventLog after = new(path)) after.Append(Event(1));

        Assert.Equal([0, 1], ResultReader.Read(path).Events.Select(happened => happened.ElapsedSeconds));
    }

    [Fact]
    public void Append_FromManyThreads_TearsNoLine()
    {
        string path = RunFolder();
        using RunEventLog log = new(path);

        Parallel.For(0, 500, i => log.Append(Event(i)));

        RecordedRun read = ResultReader.Read(path);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => (double)i), read.Events.Select(happened => happened.ElapsedSeconds).Order());
    }

    [Fact]
    public void Read_NothingHappened_IsNoFileAndNoRemark()
    {
        string path = RunFolder();
        using (RunEventLog log = new(path))
        {
        }

        Assert.False(File.Exists(Path.Combine(path, ResultFileNames.Events)));
        Assert.Empty(ResultReader.Read(path).Events);
    }

    [Fact]
    public void Read_FileThatEndsInMidLine_KeepsTheOthersAndSaysSo()
    {
        string path = RunFolder();
        using (RunEventLog log = new(path)) log.Append(Event(0));
        File.AppendAllText(Path.Combine(path, ResultFileNames.Events), "not one\n{\"at\":");

        RecordedRun read = ResultReader.Read(path);

        Assert.Equal([Event(0)], read.Events);
        Assert.Contains("events.ndjson is damaged in line 2: its event is left out", read.Remarks);
        Assert.Contains("events.ndjson ends in mid-line: the last event is left out", read.Remarks);
    }

    private string RunFolder()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary["run"]);
        folder.WriteRun(Filled.Run);
        return folder.Path;
    }

    private static RunEvent Event(int number) => new()
    {
        At = DateTimeOffset.UnixEpoch.AddSeconds(number),
        ElapsedSeconds = number,
        Kind = RunEventKind.AlertResolved,
        Text = "resolved: a < b",
        Expression = "a < b",
        Actual = number + 0.5,
        Limit = 2,
        WindowSeconds = 60,
    };
}
