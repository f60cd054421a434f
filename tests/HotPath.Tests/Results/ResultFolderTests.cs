using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using HotPath.Analysis.Results;

namespace HotPath.Tests.Results;

public sealed class ResultFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("some/folders/above/run")]
    public void Create_PathAbsent_MakesTheFolder(string name)
    {
        using ResultFolder folder = ResultFolder.Create(_temporary[name]);

        Assert.Equal(_temporary[name], folder.Path);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_temporary[name]));
    }

    [Fact]
    public void Create_EmptyFolder_TakesIt()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Path);

        folder.WriteScenario("{}"u8);

        Assert.Equal(["scenario.json"], _temporary.Names);
    }

    [Fact]
    public void Create_FolderNotEmpty_RefusesAndNamesWhatItHolds()
    {
        File.WriteAllText(_temporary["run.json"], "{}");

        ResultFolderException e = Assert.Throws<ResultFolderException>(() => ResultFolder.Create(_temporary.Path));

        Assert.Contains("not empty (it holds run.json)", e.Message, StringComparison.Ordinal);
        Assert.Equal(ResultFolder.ProblemWith(_temporary.Path), e.Message);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/")]
    [InlineData("file/run")]
    public void Create_FileInThePath_RefusesAndNamesTheFile(string name)
    {
        File.WriteAllText(_temporary["file"], "");

        ResultFolderException e = Assert.Throws<ResultFolderException>(() => ResultFolder.Create(_temporary[name]));

        Assert.StartsWith($"{_temporary["file"]} is a file", e.Message, StringComparison.Ordinal);
        Assert.Equal(["file"], _temporary.Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void ProblemWith_NoPath_SaysSo(string path) =>
        Assert.Contains("a path was expected", ResultFolder.ProblemWith(path), StringComparison.Ordinal);

    [Fact]
    public void ProblemWith_PathAbsent_IsNullAndLeavesNothing()
    {
        string? problem = ResultFolder.ProblemWith(_temporary["above/run"]);

        Assert.Null(problem);
        Assert.Empty(_temporary.Names);
    }

    [Fact]
    public void Create_NameTheFileSystemRefuses_LeavesNothing()
    {
        string path = Path.Combine(_temporary["above"], new string('x', 300));

        Assert.Throws<ResultFolderException>(() => ResultFolder.Create(path));

        Assert.Empty(_temporary.Names);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Create_FolderNotWritable_RefusesAndCreatesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Permission bits do not bind on Windows.");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Permission bits do not bind the superuser.");
        UnixFileMode before = File.GetUnixFileMode(_temporary.Path);
        File.SetUnixFileMode(_temporary.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            ResultFolderException e = Assert.Throws<ResultFolderException>(() => ResultFolder.Create(_temporary["run"]));

            Assert.Contains("cannot be written", e.Message, StringComparison.Ordinal);
            Assert.Empty(_temporary.Names);
        }
        finally
        {
            File.SetUnixFileMode(_temporary.Path, before);
        }
    }

    [Fact]
    public void Create_FileSystemThatTakesNoFiles_Refuses()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "There is no /proc to try it on.");

        Assert.Contains("cannot be written", ResultFolder.ProblemWith("/proc/self/run"), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteRun_Running_WritesVerdictAndExitCodeAsNullAndLeavesOtherNullsOut()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary["run"]);

        folder.WriteRun(Filled.Run with { Verdict = null, ExitCode = null, Generator = null });

        using JsonDocument written = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "run.json")));
        Assert.Equal(JsonValueKind.Null, written.RootElement.GetProperty("verdict").ValueKind);
        Assert.Equal(JsonValueKind.Null, written.RootElement.GetProperty("exitCode").ValueKind);
        Assert.False(written.RootElement.TryGetProperty("generator", out _));
    }

    [Fact]
    public void WriteRun_UserText_StaysLegibleAndEndsInANewline()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary["run"]);

        folder.WriteRun(Filled.Run with { Reasons = ["ttft.p99 < 800ms & 'more' \u00e9"] });

        string text = File.ReadAllText(Path.Combine(folder.Path, "run.json"));
        Assert.Contains("\"ttft.p99 < 800ms & 'more' \u00e9\"", text, StringComparison.Ordinal);
        Assert.StartsWith("{\n  \"schemaVersion\": 1,\n", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteRun_CannotWrite_LeavesTheOldFile()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Path);
        folder.WriteRun(Filled.Run with { Id = "old" });
        Directory.CreateDirectory(_temporary["run.json.tmp"]); // a folder where the new file has to grow

        Assert.Throws<ResultFolderException>(() => folder.WriteRun(Filled.Run with { Id = "new" }));

        Assert.Equal("old", ResultReader.Read(folder.Path).Run.Id);
    }

    [Fact]
    public void WriteRun_HalfWrittenFileLeftBehind_IsIgnoredAndReplaced()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Path);
        folder.WriteRun(Filled.Run with { Id = "old" });
        File.WriteAllText(_temporary["run.json.tmp"], "{ \"schemaVersion\": 1, \"id\": \"ne");

        string afterTheInterruption = ResultReader.Read(folder.Path).Run.Id;
        folder.WriteRun(Filled.Run with { Id = "new" });

        Assert.Equal("old", afterTheInterruption);
        Assert.Equal("new", ResultReader.Read(folder.Path).Run.Id);
        Assert.Equal(["run.json"], _temporary.Names);
    }

    [Fact]
    public void WriteRun_WhileAReaderHoldsTheOldFile_Succeeds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Whether an open file can be replaced depends on the Windows version.");
        using ResultFolder folder = ResultFolder.Create(_temporary.Path);
        folder.WriteRun(Filled.Run with { Id = "old" });
        using FileStream held = File.OpenRead(_temporary["run.json"]);

        folder.WriteRun(Filled.Run with { Id = "new" });

        using StreamReader reader = new(held, Encoding.UTF8);
        Assert.Contains("\"old\"", reader.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Append_BeforeDispose_IsThereForAReader()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Path);
        folder.WriteRun(Filled.Run);

        folder.Append(Filled.Interval with { StartSeconds = 0 });
        folder.Append(Filled.Interval with { StartSeconds = 1 });

        Assert.Equal([0, 1], ResultReader.Read(folder.Path).Intervals.Select(interval => interval.StartSeconds));
    }

    [Fact]
    public void OpenLatencyLog_Again_BeginsTheNextOfTheSeries()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Path);
        using (Stream log = folder.OpenLatencyLog()) log.Write("first"u8);

        using (Stream log = folder.OpenLatencyLog()) log.Write("second"u8);

        Assert.Equal(("first", "second"), (File.ReadAllText(_temporary["latency.hlog"]), File.ReadAllText(_temporary["latency-2.hlog"])));
    }

    [Fact]
    public void Append_FileIsFull_GoesOnInTheNextAndBothAreRead()
    {
        long line = JsonSerializer.SerializeToUtf8Bytes(Filled.Interval, ResultFormat.Interval).Length + 1;
        using ResultFolder folder = ResultFolder.Create(_temporary.Path, mostFileBytes: 3 * line);
        folder.WriteRun(Filled.Run);

        foreach (int i in Enumerable.Range(0, 30)) folder.Append(Filled.Interval with { StartSeconds = i % 10 });

        string[] files = [.. _temporary.Names.Where(name => name.StartsWith("intervals", StringComparison.Ordinal))];
        Assert.Equal(10, files.Length);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (double)(i % 10)), ResultReader.Read(folder.Path).Intervals.Select(interval => interval.StartSeconds));
        Assert.All(files, file => Assert.InRange(new FileInfo(_temporary[file]).Length, 1, 3 * line));
    }

    [Fact]
    public void Append_LineLongerThanAFileMayBe_HasAFileOfItsOwn()
    {
        using ResultFolder folder = ResultFolder.Create(_temporary.Path, mostFileBytes: 1);

        folder.Append(Filled.Interval);
        folder.Append(Filled.Interval);

        Assert.Equal(["intervals-2.ndjson", "intervals.ndjson"], _temporary.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WriteReport_OpenedFolder_ReplacesTheReport()
    {
        using (ResultFolder folder = ResultFolder.Create(_temporary.Path))
        {
            folder.WriteRun(Filled.Run);
            folder.WriteReport("report.md", "first, and longer");
        }

        using ResultFolder opened = ResultFolder.Open(_temporary.Path);
        opened.WriteReport("report.md", "second");

        Assert.Equal("second"u8.ToArray(), File.ReadAllBytes(_temporary["report.md"]));
    }

    [Theory]
    [InlineData("../report.md")]
    [InlineData("sub/report.md")]
    public void WriteReport_NameWithAFolder_Throws(string fileName)
    {
        using ResultFolder folder = ResultFolder.Create(_temporary["run"]);

        Assert.Throws<ArgumentException>(() => folder.WriteReport(fileName, "text"));
    }

    [Fact]
    public void Open_NoRunThere_SaysWhatIsMissing()
    {
        Assert.Contains("There is no folder", Message(_temporary["absent"]), StringComparison.Ordinal);
        Assert.Contains("has no run.json", Message(_temporary.Path), StringComparison.Ordinal);

        static string Message(string path) => Assert.Throws<ResultFolderException>(() => ResultFolder.Open(path)).Message;
    }
}
