using System.Globalization;
using HotPath.Analysis.Statistics;
using HotPath.Gate.Calibration;
using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Resampled;

/// <summary>Puts the gates of every benchmark together that has launches enough, and counts what they say.</summary>
/// <param name="gates">Of each benchmark.</param>
/// <param name="aSide">Launches of a side and stage.</param>
/// <param name="threshold">For the name of a benchmark, the ratio up to which nothing is said of it.</param>
internal sealed class ResampledReports(int gates, int aSide, int seed, Func<string, double> threshold)
{
    /// <exception cref="GateException">No benchmark has launches enough.</exception>
    public ResampledReport Of(RecordedLaunches recorded, string command)
    {
        ILookup<string, LaunchFigure> byBenchmark = recorded.Launches.Where(launch => launch.HasTime).ToLookup(launch => launch.Benchmark);
        string[] names = [.. recorded.AtBase.Union(recorded.AtHead).Order(StringComparer.Ordinal)];
        LeftOutBenchmark[] leftOut = [.. names.Select(name => ReasonAgainst(name, recorded, [.. byBenchmark[name]]) is { } reason ? new LeftOutBenchmark(name, reason) : null).OfType<LeftOutBenchmark>()];
        string[] kept = [.. names.Except(leftOut.Select(benchmark => benchmark.Name))];
        if (kept.Length == 0)
        {
            throw GateException.CannotSay(["no benchmark has launches enough to put a gate together; nothing was resampled.", .. leftOut.Select(benchmark => $"{benchmark.Name}: {benchmark.Reason}.")]);
        }

        int accusing = 0;
        bool[] failed = new bool[gates];
        List<ResampledBenchmark> benchmarks = [];
        foreach (string name in kept)
        {
            ResampledGates drawn = ResampledGates.Of(name, [.. byBenchmark[name]], recorded.AreOfOneCode, gates, aSide, threshold(name), seed);
            accusing += drawn.Count(Verdict.Regressed);
            for (int gate = 0; gate < gates; gate++) failed[gate] |= drawn.Accuses(gate);
            benchmarks.Add(Of(name, [.. byBenchmark[name]], drawn));
        }

        return new ResampledReport
        {
            Version = MachineCalibration.OwnVersion(),
            Command = command,
            Project = recorded.Project,
            Base = recorded.Base,
            Head = recorded.Head,
            IsOfOneCode = recorded.AreOfOneCode,
            With = recorded.With,
            Times = recorded.Times,
            Recordings = [.. recorded.Plans.Select(plan => new ResampledRecording(plan.StartedAt, plan.Command, plan.Launches))],
            Gates = gates,
            LaunchesASide = aSide,
            Seed = seed,
            Benchmarks = [.. benchmarks.OrderByDescending(benchmark => benchmark.Regressed).ThenByDescending(benchmark => benchmark.Flaky).ThenBy(benchmark => benchmark.Name, StringComparer.Ordinal)],
            LeftOut = leftOut,
            OfOneBenchmark = ResampledShare.From(accusing, gates * kept.Length),
            OfAllBenchmarks = ResampledShare.From(failed.Count(each => each), gates),
        };
    }

    private ResampledBenchmark Of(string name, LaunchFigure[] launches, ResampledGates drawn)
    {
        LaunchFigure[] @base = [.. launches.Where(launch => launch.Side == Side.Base)];
        LaunchFigure[] head = [.. launches.Where(launch => launch.Side == Side.Head)];
        return new ResampledBenchmark
        {
            Name = name,
            BaseLaunches = @base.Length,
            HeadLaunches = head.Length,
            Change = HodgesLehmann.RatioEstimate(Times(@base), Times(head)),
            Allocation = VerdictRules.AllocationOf(launches),
            Threshold = threshold(name),
            LeastDetectable = drawn.LeastDetectable,
            Regressed = drawn.Count(Verdict.Regressed),
            Flaky = drawn.Count(Verdict.Flaky),
            Inconclusive = drawn.Count(Verdict.Inconclusive),
            Same = drawn.Count(Verdict.Same),
            Improved = drawn.Count(Verdict.Improved),
        };

        static double[] Times(LaunchFigure[] side) => [.. side.Select(launch => launch.Nanoseconds!.Value)];
    }

    private string? ReasonAgainst(string name, RecordedLaunches recorded, LaunchFigure[] launches)
    {
        if (!recorded.AtBase.Contains(name)) return "base has no such benchmark";
        if (!recorded.AtHead.Contains(name)) return "head has no such benchmark";

        int needed = ResampledGates.LeastLaunches(aSide);
        int atBase = launches.Count(launch => launch.Side == Side.Base);
        int atHead = launches.Count(launch => launch.Side == Side.Head);
        bool suffices = recorded.AreOfOneCode ? atBase > 0 && atHead > 0 && atBase + atHead >= 2 * needed : Math.Min(atBase, atHead) >= needed;
        string? problem = recorded.Launches.FirstOrDefault(launch => launch.Benchmark == name && launch.Problem is not null)?.Problem;
        return suffices ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{atBase} launches of base and {atHead} of head gave a time, and two stages of {aSide} need {needed} of each{(problem is null ? "" : $"; {problem}")}");
    }
}
