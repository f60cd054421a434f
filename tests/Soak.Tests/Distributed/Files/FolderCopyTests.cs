using System.Security.Cryptography;
using HotPath.Analysis.Results;
using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.Files;
using HotPath.Soak.Tests.Reports;

namespace HotPath.Soak.Tests.Distributed.Files;

public sealed class FolderCopyTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hotpath-tests-").FullName;
    private readonly Dictionary<string, byte[]> _copied = [];
    private readonly List<WorkerFilePart> _parts = [];

    private string Folder => Path.Combine(_root, "run");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void SendGrown_FilesThatGrowAndAreContinued_AreTheSamePutTogether()
    {
        using ResultFolder folder = ResultFolder.Create(Folder, mostFileBytes: 4_000);
        folder.WriteRun(SampleRuns.Passed);
        folder.WriteScenario("{}"u8);
        FolderCopy copy = new(Folder, Take);
        for (int interval = 0; interval < 12; interval++)
        {
            folder.Append(SampleRuns.Interval(interval));
            if (interval % 5 == 4) File.AppendAllText(Path.Combine(Folder, ResultFileNames.Events), $"{interval}\n");
            folder.WriteRun(SampleRuns.Passed with { DurationSeconds = interval });

            copy.SendGrown();

            AssertSame();
        }

        Assert.Contains("intervals-3.ndjson", _copied.Keys);
        Assert.Equal(ResultFileNames.Run, _parts[^1].File); // it speaks of no interval that was not sent before
    }

    [Fact]
    public void SendGrown_NothingNew_SendsNothing()
    {
        using ResultFolder folder = ResultFolder.Create(Folder);
        folder.WriteRun(SampleRuns.Passed);
        FolderCopy copy = new(Folder, Take);
        copy.SendGrown();
        _parts.Clear();

        copy.SendGrown();

        Assert.Empty(_parts);
    }

    [Fact]
    public void SendGrown_LongFiles_GoInPartsThatHoldUpNoHeartbeat()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(Path.Combine(Folder, ResultFileNames.LatencyLog), RandomNumberGenerator.GetBytes((2 * WorkerFilePart.MostBytes) + 17));
        File.WriteAllBytes(Path.Combine(Folder, ResultFileNames.Run), RandomNumberGenerator.GetBytes(WorkerFilePart.MostBytes + 1));
        FolderCopy copy = new(Folder, Take);

        copy.SendGrown();
        AssertSame();
        Assert.Equal(5, _parts.Count);

        File.WriteAllBytes(Path.Combine(Folder, ResultFileNames.Run), RandomNumberGenerator.GetBytes(WorkerFilePart.MostBytes - 1)); // shorter than it was
        copy.SendGrown();
        AssertSame();
    }

    [Fact]
    public void SendGrown_Reports_StayHere()
    {
        using ResultFolder folder = ResultFolder.Create(Folder);
        folder.WriteRun(SampleRuns.Passed);
        folder.WriteReport(ResultFileNames.HtmlReport, "<p>");

        new FolderCopy(Folder, Take).SendGrown();

        Assert.Equal([ResultFileNames.Run], _copied.Keys);
    }

    private void Take(WorkerFilePart part)
    {
        Assert.InRange(part.Bytes.Length, 1, WorkerFilePart.MostBytes);
        byte[] before = part.Replaces ? [] : _copied.GetValueOrDefault(part.File, []);
        Assert.Equal(before.Length, part.Offset);
        _copied[part.File] = [.. before, .. part.Bytes.Span];
        _parts.Add(part with { Bytes = default }); // borrowed
    }

    private void AssertSame()
    {
        string[] files = [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)!)];
        Assert.Equal(files.Order(), _copied.Keys.Order());
        Assert.All(files, file => Assert.True(File.ReadAllBytes(Path.Combine(Folder, file)).AsSpan().SequenceEqual(_copied[file]), file));
    }
}
