using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Reading;

namespace HotPath.Gate.Calibration;

/// <summary>From launches of one commit to what this machine can tell apart.</summary>
internal static class CalibratedLaunches
{
    private const int MostNamed = 5;

    private const int Needed = 2 * MicroOptions.DefaultLaunches; // a gate has as many, so that it can be put together

    /// <exception cref="GateException">No benchmark has launches enough, or they are of another machine than this.</exception>
    public static MachineCalibration Of(IReadOnlyList<LaunchFigure> launches, string commit, MeasuredWith? with)
    {
        IReadOnlyDictionary<string, string> here = MachineCalibration.Here();
        if (with is not null && RecordedMachine.DifferencesTo(here, with) is { Count: > 0 } differences)
        {
            throw GateException.CannotSay(["the launches are of another machine, and a calibration holds for the machine that it is made on; nothing was learned.", .. differences.Select(difference => $"{difference}.")]);
        }

        BenchmarkCalibration[] benchmarks =
        [
            .. launches
                .Where(launch => launch.HasTime)
                .GroupBy(launch => launch.Benchmark)
                .Where(own => own.Count() >= Needed)
                .OrderBy(own => own.Key, StringComparer.Ordinal)
                .Select(own => Resampling.Of([.. own], MicroOptions.DefaultLaunches, MicroOptions.DefaultThreshold, commit)),
        ];
        return benchmarks.Length > 0
            ? new MachineCalibration { Version = MachineCalibration.OwnVersion(), Environment = here, Benchmarks = benchmarks }
            : throw GateException.CannotSay([$"no benchmark gave {Needed} times; nothing was learned.", .. launches.Where(launch => !launch.HasTime).Take(MostNamed).Select(WhyWithout)]);
    }

    private static string WhyWithout(LaunchFigure launch) => $"a launch of {launch.Benchmark} gave none: {launch.Problem ?? "it took no longer than a call of nothing"}.";

    /// <summary>Of launches that were made before, which may be of anything.</summary>
    /// <exception cref="GateException">They are not of one code, not those of a gate, too few, or of another machine.</exception>
    public static MachineCalibration Of(RecordedLaunches recorded)
    {
        List<string> problems = [];
        if (!recorded.AreOfOneCode) problems.Add($"--from has launches of {recorded.Base.Text} and of {recorded.Head.Text}; a calibration is of one code, so that every difference is chance.");
        if (recorded.Times != LaunchTimes.Standard) problems.Add($"--from has launches of {recorded.Times}; a gate's are of {LaunchTimes.Standard}, and what it can tell depends on that.");
        return problems.Count == 0
            ? Of(recorded.Launches, recorded.Head.Commit, recorded.With)
            : throw GateException.BadInput(problems);
    }
}
