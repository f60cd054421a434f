using HotPath.Gate;
using HotPath.Gate.Micro.Instructions;
using HotPath.Gate.Micro.Launches;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

public sealed class ComparisonFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ComparisonFolder Comparison => new(_folder.FullName);

    private string LaunchPath => _folder.NewPath(ComparisonFolder.LaunchFile);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        ComparisonPlan plan = SampleReport.Plan("B");
        LaunchFigure[] launches = SampleLaunches.Of([100, 101], [102, 103]);

        Comparison.Begin(plan);
        foreach (LaunchFigure launch in launches) Comparison.Append(launch);

        Assert.Equal(LaunchFormat.Write(plan), LaunchFormat.Write(Comparison.ReadPlan()));
        Assert.Equal(launches, Comparison.ReadLaunches());
    }

    /// <summary>A comparison whose benchmarks are all new: base was run with nothing.</summary>
    [Fact]
    public void ReadPlan_SideWithoutBenchmarks_IsReadAsItWasWritten()
    {
        ComparisonPlan plan = SampleReport.Plan("B") with { BaseWith = null, BaseBenchmarks = [] };

        Comparison.Begin(plan);

        Assert.Null(Comparison.ReadPlan().BaseWith);
        Assert.Equal(LaunchFormat.Write(plan), LaunchFormat.Write(Comparison.ReadPlan()));
    }

    /// <summary>A process that was killed may leave part of its last line. Its launch is made again, and the file goes on behind the lines that are whole.</summary>
    [Fact]
    public void ReadLaunches_LastLineCutShort_TakesItAway()
    {
        LaunchFigure[] launches = SampleLaunches.Of([100, 101], [102]);
        Comparison.Begin(SampleReport.Plan("B"));
        foreach (LaunchFigure launch in launches) Comparison.Append(launch);
        string whole = File.ReadAllText(LaunchPath);
        int lastLine = whole.TrimEnd('\n').LastIndexOf('\n') + 1;

        for (int length = lastLine; length < whole.Length; length++)
        {
            File.WriteAllText(LaunchPath, whole[..length]);

            Assert.Equal(launches[..2], Comparison.ReadLaunches());
            Assert.Equal(whole[..lastLine], File.ReadAllText(LaunchPath));
        }
    }

    [Fact]
    public void ReadInstructions_WhatWasWrittenAndCutShort_IsWhatIsWhole()
    {
        InstructionCount[] counts = [.. SampleCounts.Of(100, 105), .. SampleCounts.Of(null, 105, stage: 2)];
        Comparison.Begin(SampleReport.Plan("B") with { CountsInstructions = true });
        foreach (InstructionCount count in counts) Comparison.Append(count);
        string path = _folder.NewPath(ComparisonFolder.InstructionFile);

        Assert.Equal(counts, Comparison.ReadInstructions());

        File.WriteAllText(path, File.ReadAllText(path)[..^5]);
        Assert.Equal(counts[..3], Comparison.ReadInstructions());
        File.WriteAllText(path, "{}\n");
        Assert.Equal(2, Assert.Throws<GateException>(() => Comparison.ReadInstructions()).ExitCode);
    }

    [Theory]
    [InlineData("{}\n")]
    [InlineData("null\n")]
    [InlineData("{\"benchmark\":\"B\"\n{}\n")]
    [InlineData("{\"benchmark\":\"B\",\"side\":\"other\",\"stage\":1,\"round\":1,\"startedAt\":\"2026-11-21T18:05:00+00:00\"}\n")]
    [InlineData("{\"benchmark\":\"B\",\"side\":\"base\",\"stage\":1,\"round\":1,\"startedAt\":\"2026-11-21T18:05:00+00:00\",\"nanoseconds\":NaN}\n")]
    public void ReadLaunches_DamagedLine_IsBadInput(string text)
    {
        File.WriteAllText(LaunchPath, text);

        GateException refused = Assert.Throws<GateException>(() => Comparison.ReadLaunches());

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("line 1 of", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "is damaged")]
    [InlineData("null", "schemaVersion missing")]
    [InlineData("""{"schemaVersion":2}""", "schemaVersion 2; this build knows 1")]
    [InlineData("""{"schemaVersion":1}""", "is damaged")]
    public void ReadPlan_Damaged_IsBadInput(string text, string problem)
    {
        _folder.AddFile(ComparisonFolder.PlanFile, text);

        GateException refused = Assert.Throws<GateException>(() => Comparison.ReadPlan());

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadPlan_None_IsBadInput()
    {
        GateException refused = Assert.Throws<GateException>(() => Comparison.ReadPlan());

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("has no plan.json", refused.Message, StringComparison.Ordinal);
    }
}
