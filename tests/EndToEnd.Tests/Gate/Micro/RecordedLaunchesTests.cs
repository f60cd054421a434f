using HotPath.Gate;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Revisions;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

public sealed class RecordedLaunchesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_TwoComparisonsOfTheSame_PutsTheirLaunchesTogether()
    {
        LaunchFigure[] launches = SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1));
        string first = Write("first", SampleReport.Plan("A"), launches);
        string second = Write("second", SampleReport.Plan("B"), RecordedFolder.Later(launches, days: 1));

        RecordedLaunches recorded = RecordedLaunches.Read([first, second]);

        Assert.Equal([.. launches, .. RecordedFolder.Later(launches, days: 1)], recorded.Launches);
        Assert.Equal(["A", "B"], recorded.AtBase.Order());
        Assert.False(recorded.AreOfOneCode);
    }

    /// <summary>Another process may be writing the line.</summary>
    [Fact]
    public void Read_LastLineNotWhole_LeavesItOutAndTheFileAlone()
    {
        string folder = Write("one", SampleReport.Plan("A"), SampleLaunches.Of([100, 101], [102]));
        string file = Path.Combine(folder, ComparisonFolder.LaunchFile);
        File.WriteAllText(file, File.ReadAllText(file)[..^5]);
        string before = File.ReadAllText(file);

        RecordedLaunches recorded = RecordedLaunches.Read([folder]);

        Assert.Equal(2, recorded.Launches.Count);
        Assert.Equal(before, File.ReadAllText(file));
    }

    [Fact]
    public void Read_SeveralThatCannotBeRead_NamesEveryProblem()
    {
        LaunchFigure[] launches = SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1));
        string good = Write("good", SampleReport.Plan("A"), launches);
        string absent = _folder.NewPath("absent");
        string cut = Write("cut", SampleReport.Plan("A"), []);
        File.WriteAllText(Path.Combine(cut, ComparisonFolder.PlanFile), "{");
        File.WriteAllText(Path.Combine(cut, ComparisonFolder.LaunchFile), "{}\n");
        string nothing = Write("nothing", SampleReport.Plan("A"), []);
        File.WriteAllText(Path.Combine(nothing, ComparisonFolder.PlanFile), File.ReadAllText(Path.Combine(good, ComparisonFolder.PlanFile)).Replace("\"filters\": [", "\"filters\": null, \"none\": [", StringComparison.Ordinal));

        GateException refused = Assert.Throws<GateException>(() => RecordedLaunches.Read([good, absent, cut, nothing, good + Path.DirectorySeparatorChar]));

        Assert.Equal(2, refused.ExitCode);
        Assert.Collection(
            refused.Problems,
            problem => Assert.Contains("is given more than once", problem, StringComparison.Ordinal),
            problem => Assert.Contains($"'{absent}' has no plan.json", problem, StringComparison.Ordinal),
            problem => Assert.Contains("plan.json is damaged", problem, StringComparison.Ordinal),
            problem => Assert.Contains("line 1 of", problem, StringComparison.Ordinal),
            problem => Assert.Contains("plan.json is damaged", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("base", "as base")]
    [InlineData("head", "as head")]
    [InlineData("changes", "as head")]
    [InlineData("project", "is of the project Other")]
    [InlineData("times", "has launches of")]
    [InlineData("processor", "the processor is Another and was Some Processor")]
    public void Read_LaunchesOfSomethingElse_AreNotPutTogether(string other, string problem)
    {
        ComparisonPlan plan = SampleReport.Plan("A");
        LaunchFigure[] launches = SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1));
        string first = Write("first", plan, launches);
        string second = Write("second", Changed(plan, other), RecordedFolder.Later(launches, days: 1));

        GateException refused = Assert.Throws<GateException>(() => RecordedLaunches.Read([first, second]));

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(problem, Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LaunchesThatAreThereTwice_AreNotCountedTwice()
    {
        LaunchFigure[] launches = SampleLaunches.Of(SampleLaunches.Times(1), SampleLaunches.Times(1));
        string first = Write("first", SampleReport.Plan("A"), launches);
        string copy = Write("copy", SampleReport.Plan("A"), launches[..3]);

        GateException refused = Assert.Throws<GateException>(() => RecordedLaunches.Read([first, copy]));

        Assert.Contains($"3 launches are there more than once, in '{first}' and in '{copy}'", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    private static ComparisonPlan Changed(ComparisonPlan plan, string what) => what switch
    {
        "base" => plan with { Base = plan.Base with { Commit = new string('5', 40) } },
        "head" => plan with { Head = new RevisionState("other", new string('5', 40), Changes: null) },
        "changes" => plan with { Head = plan.Head with { Changes = "fedcba" } },
        "project" => plan with { Project = "Other" },
        "times" => plan with { Times = LaunchTimes.Quick },
        _ => plan with { HeadWith = SampleReport.With with { Processor = "Another" } },
    };

    private string Write(string name, ComparisonPlan plan, IEnumerable<LaunchFigure> launches)
    {
        string path = _folder.NewPath(name);
        RecordedFolder.Write(path, plan, launches);
        return path;
    }
}
