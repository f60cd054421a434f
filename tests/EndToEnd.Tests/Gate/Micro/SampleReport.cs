using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Reading;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Revisions;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

/// <summary>A comparison with every verdict in it.</summary>
internal static class SampleReport
{
    public static readonly MeasuredWith With = new()
    {
        BenchmarkDotNet = "0.14.0",
        Runtime = ".NET 10.0.0",
        Architecture = "X64",
        OperatingSystem = "Some System",
        Processor = "Some Processor",
        LogicalCores = 2,
    };

    public static ComparisonPlan Plan(params string[] benchmarks) => new()
    {
        StartedAt = SampleLaunches.StartedAt,
        Command = "dotnet run -c Release --project bench/Gate -- micro --base main",
        Project = "bench/Micro",
        Base = new RevisionState("main", "0123456789012345678901234567890123456789", Changes: null),
        Head = new RevisionState(WorkingTree.Name, "9876543210987654321098765432109876543210", Changes: "abcdef"),
        Filters = ["*"],
        Launches = 10,
        Times = LaunchTimes.Standard,
        Seed = 7,
        WithOwnJobs = [],
        BaseWith = With,
        HeadWith = With,
        BaseBenchmarks = benchmarks,
        HeadBenchmarks = benchmarks,
    };

    public static GateReport Whole()
    {
        double[] same = SampleLaunches.Times(1);
        double[] noisy = [100, 160, 110, 190, 120, 210, 130, 250, 140, 300];
        (string Name, LaunchFigure[] Launches)[] all =
        [
            ("Some.Slower(Text: \"a|b <c>\")", [.. SampleLaunches.Of(same, SampleLaunches.Times(1.1)), .. SampleLaunches.Of(same, SampleLaunches.Times(1.12), stage: 2)]),
            ("Some.Allocating", SampleLaunches.Allocating([.. Enumerable.Repeat(24L, 10)], [.. Enumerable.Repeat(32L, 10)], 1_000_000)),
            ("Some.Noisy", SampleLaunches.Of(noisy, noisy)),
            ("Some.Flaky", [.. SampleLaunches.Of(same, SampleLaunches.Times(1.1)), .. SampleLaunches.Of(same, same, stage: 2)]),
            ("Some.Faster", SampleLaunches.Of(same, SampleLaunches.Times(0.8))),
            ("Some.Same", SampleLaunches.Of(same, same)),
        ];
        LaunchFigure[] launches = [.. all.SelectMany(benchmark => benchmark.Launches.Select(launch => launch with { Benchmark = benchmark.Name })).OrderBy(launch => launch.StartedAt)];
        BenchmarkVerdict[] verdicts =
        [
            .. all.Select(benchmark => VerdictRules.Judge(benchmark.Name, benchmark.Launches, isAtBase: true, isAtHead: true, MicroOptions.DefaultThreshold)),
            VerdictRules.Judge("Some.New", [], isAtBase: false, isAtHead: true, MicroOptions.DefaultThreshold),
            VerdictRules.Judge("Some.Missing", [], isAtBase: true, isAtHead: false, MicroOptions.DefaultThreshold),
        ];
        return GateReports.Of(Plan(), [.. verdicts.OrderBy(verdict => verdict.Verdict).ThenBy(verdict => verdict.Name, StringComparer.Ordinal)], launches) with { Version = "0.1.0" };
    }
}
