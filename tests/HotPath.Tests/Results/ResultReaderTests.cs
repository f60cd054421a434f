using System.Text.Json;
using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Tests.Results;

public sealed class ResultReaderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Read_WholeFolder_GivesBackWhatWasWritten()
    {
        RunResult run = Filled.Run;
        IntervalResult[] intervals = [Filled.Interval, Filled.Interval with { StartSeconds = 1, Generator = null, Gateway = null }];
        WriteFolder(run, intervals);

        RecordedRun read = ResultReader.Read(_temporary.Path);

        Assert.Equal(Json(run), Json(read.Run));
        Assert.Equal(intervals.Select(Json), read.Intervals.Select(Json));
        Assert.Empty(read.Remarks);
    }

    [Fact]
    public void Read_LastLineTornAnywhere_LeavesItOutAndRemarks()
    {
        IntervalResult interval = new() { StartSeconds = 0, LengthSeconds = 1 };
        WriteFolder(Filled.Run, [interval, interval]);
        byte[] whole = File.ReadAllBytes(_temporary["intervals.ndjson"]);
        int lineBytes = whole.Length / 2;

        for (int length = lineBytes + 1; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(_temporary["intervals.ndjson"], whole[..length]);

            RecordedRun read = ResultReader.Read(_temporary.Path);

            Assert.Single(read.Intervals);
            Assert.Equal(["intervals.ndjson ends in mid-line: the last interval is left out"], read.Remarks);
        }
    }

    [Fact]
    public void Read_LastLineOnlyWithoutItsNewline_IsWhole()
    {
        WriteFolder(Filled.Run, [Filled.Interval]);
        File.WriteAllText(_temporary["intervals.ndjson"], Json(Filled.Interval));

        RecordedRun read = ResultReader.Read(_temporary.Path);

        Assert.Single(read.Intervals);
        Assert.Empty(read.Remarks);
    }

    [Fact]
    public void Read_DamagedMiddleLine_LeavesItOutAndNamesItsNumber()
    {
        WriteFolder(Filled.Run, []);
        string line = Json(Filled.Interval);
        File.WriteAllText(_temporary["intervals.ndjson"], $"{line}\n{line[..50]}\n{line}\n");

        RecordedRun read = ResultReader.Read(_temporary.Path);

        Assert.Equal(2, read.Intervals.Count);
        Assert.Equal(["intervals.ndjson is damaged in line 2: its interval is left out"], read.Remarks);
    }

    [Fact]
    public void Read_ManyDamagedLines_AreOneRemark()
    {
        WriteFolder(Filled.Run, []);
        File.WriteAllText(_temporary["intervals.ndjson"], string.Concat(Enumerable.Repeat("null\n", 6)) + string.Concat(Enumerable.Repeat("\0\0\n", 6)));

        RecordedRun read = ResultReader.Read(_temporary.Path);

        Assert.Equal(
            ["intervals.ndjson is damaged in 12 lines, which are left out: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ..."], read.Remarks);
    }

    [Fact]
    public void Read_FileOfASeriesMissing_RemarksWhich()
    {
        WriteFolder(Filled.Run, [Filled.Interval]);
        File.Copy(_temporary["intervals.ndjson"], _temporary["intervals-3.ndjson"]);
        File.WriteAllText(_temporary["intervals-old.ndjson"], "none of the series");

        RecordedRun read = ResultReader.Read(_temporary.Path);

        Assert.Equal(2, read.Intervals.Count);
        Assert.Equal(["intervals-2.ndjson is missing: a part of the run is not in this report"], read.Remarks);
    }

    [Fact]
    public void Read_KilledBetweenItsFiles_EndsAllFiguresAtTheSameMoment()
    {
        IntervalResult[] intervals = [.. Enumerable.Range(0, 3).Select(i => new IntervalResult { StartSeconds = i, LengthSeconds = 1 })];
        WriteFolder(Filled.Run with { Complete = false, RecordedSeconds = 2 }, intervals);
        HistogramSnapshot snapshot = new();
        snapshot.Record(1_000);
        using (HistogramLogWriter log = new(File.Create(_temporary["latency.hlog"])))
        {
            log.WriteHeader(DateTimeOffset.UnixEpoch.AddYears(50), comment: null);
            for (int i = 0; i < 3; i++) log.Write("ttft", TimeSpan.FromSeconds(i), TimeSpan.FromSeconds(1), snapshot);
        }

        RecordedRun read = ResultReader.Read(_temporary.Path);
        RecordedLatencies latencies = LatencyLogReader.Read(_temporary.Path, read.Run);

        Assert.Equal([0, 1], read.EveryInterval.Select(interval => interval.StartSeconds));
        Assert.Equal(2, latencies.Of("ttft")!.Count);
        Assert.Contains("has 1 more interval than run.json", Assert.Single(read.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OnlyRunJson_RemarksWhatIsMissing()
    {
        using (ResultFolder folder = ResultFolder.Create(_temporary.Path)) folder.WriteRun(Filled.Run);

        RecordedRun read = ResultReader.Read(_temporary.Path);

        Assert.Collection(
            read.Remarks,
            remark => Assert.StartsWith("intervals.ndjson is missing", remark, StringComparison.Ordinal),
            remark => Assert.Equal("scenario.json is missing", remark),
            remark => Assert.Equal("latency.hlog is missing", remark));
    }

    [Theory]
    [InlineData("{ \"id\": ", "is not JSON")]
    [InlineData("", "is not JSON")]
    [InlineData("[]", "has no schemaVersion; 1 was expected")]
    [InlineData("{}", "has no schemaVersion; 1 was expected")]
    [InlineData("{ \"schemaVersion\": 2, \"id\": [] }", "has schemaVersion 2; this build knows 1. Read it with the version")]
    [InlineData("{ \"schemaVersion\": \"1\" }", "has schemaVersion \"1\"; this build knows 1")]
    [InlineData("{ \"schemaVersion\": 1e9999 }", "has schemaVersion 1e9999")]
    [InlineData("{ \"schemaVersion\": 1 }", "does not have the shape of schema version 1")]
    public void Read_RunJsonUnreadable_SaysWhy(string text, string expected)
    {
        File.WriteAllText(_temporary["run.json"], text);

        ResultFolderException e = Assert.Throws<ResultFolderException>(() => ResultReader.Read(_temporary.Path));

        Assert.StartsWith($"{_temporary["run.json"]} {expected}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MemberNullThatMustNotBe_SaysWhich()
    {
        WriteFolder(Filled.Run with { Id = "the id" }, []);
        string text = File.ReadAllText(_temporary["run.json"]);
        File.WriteAllText(_temporary["run.json"], text.Replace("\"the id\"", "null", StringComparison.Ordinal));

        ResultFolderException e = Assert.Throws<ResultFolderException>(() => ResultReader.Read(_temporary.Path));

        Assert.Contains("$.id", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoRunThere_SaysWhatIsMissing()
    {
        Assert.Contains("There is no folder", Message(_temporary["absent"]), StringComparison.Ordinal);
        Assert.Contains("has no run.json", Message(_temporary.Path), StringComparison.Ordinal);

        static string Message(string path) => Assert.Throws<ResultFolderException>(() => ResultReader.Read(path)).Message;
    }

    private static string Json(RunResult run) => JsonSerializer.Serialize(run, ResultJson.Default.RunResult);

    private static string Json(IntervalResult interval) => JsonSerializer.Serialize(interval, ResultJson.Default.IntervalResult);

    private void WriteFolder(RunResult run, IntervalResult[] intervals)
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Path);
        folder.WriteScenario("{}"u8);
        folder.OpenLatencyLog().Dispose();
        folder.WriteRun(run);
        foreach (IntervalResult interval in intervals) folder.Append(interval);
        if (intervals.Length == 0) File.WriteAllText(_temporary["intervals.ndjson"], "");
    }
}
