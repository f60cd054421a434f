using HotPath.Analysis.Plots;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Micro.Results;

/// <summary>Every launch of a benchmark at the moment it was made: what disturbed the machine meets both lines, a change only one.</summary>
internal static class LaunchPlot
{
    public static TimePlot Of(BenchmarkVerdict benchmark, IReadOnlyList<LaunchFigure> launches)
    {
        LaunchFigure[] own = [.. launches.Where(launch => launch.Benchmark == benchmark.Name && launch.HasTime)];
        DateTimeOffset startedAt = launches[0].StartedAt;
        double median = benchmark.Time!.BaseNanoseconds;
        return new TimePlot { Title = benchmark.Name, Unit = "% off the median of base", Series = [Line("head", Side.Head), Line("base", Side.Base)] };

        TimeSeries Line(string name, Side side) => new(name, [.. own
            .Where(launch => launch.Side == side)
            .Select(launch => new TimePoint(Math.Max(0, (launch.StartedAt - startedAt).TotalSeconds), ((launch.Nanoseconds!.Value / median) - 1) * 100))
            .OrderBy(point => point.Seconds)]);
    }
}
