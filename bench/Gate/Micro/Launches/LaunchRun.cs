using HotPath.Gate.Micro.Reading;

namespace HotPath.Gate.Micro.Launches;

/// <summary>Makes the launches of a plan one after the other, but for those that are in its folder already.</summary>
internal sealed class LaunchRun(ComparisonPlan plan, ComparisonFolder folder, List<LaunchFigure> launches, ComparedSides sides, TextWriter output, TimeProvider time)
{
    /// <exception cref="GateException">This is not the machine that the comparison was begun on.</exception>
    public async Task RunAsync(string[] benchmarks, int stage, CancellationToken cancellationToken)
    {
        IReadOnlyList<PlannedLaunch> order = LaunchOrder.Of(benchmarks, plan.Launches, stage, plan.Seed);
        HashSet<PlannedLaunch> made = [.. launches.Select(launch => new PlannedLaunch(launch.Benchmark, launch.Side, launch.Stage, launch.Round))];
        PlannedLaunch[] due = [.. order.Where(launch => !made.Contains(launch))];
        await output.WriteLineAsync(stage == 1
            ? $"benchmarks: {benchmarks.Length}, launches: {due.Length}"
            : $"again, as they look worse: {string.Join(", ", benchmarks)}").ConfigureAwait(false);

        LaunchProgress progress = new(output, time, "launch", order.Count, order.Count - due.Length);
        foreach (PlannedLaunch launch in due)
        {
            LaunchFigure figure = await MakeAsync(launch, cancellationToken).ConfigureAwait(false);
            launches.Add(figure);
            folder.Append(figure);
            progress.Ended();
        }
    }

    private async Task<LaunchFigure> MakeAsync(PlannedLaunch launch, CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = time.GetUtcNow();
        (MeasuredBenchmark measured, MeasuredWith? with) = await sides[launch.Side].MeasureAsync(launch.Benchmark, plan.Times, plan.CallsOf(launch.Benchmark), cancellationToken).ConfigureAwait(false);
        MeasuredWith? planned = launch.Side == Side.Base ? plan.BaseWith : plan.HeadWith;
        if (with is not null && planned is not null && with.DifferencesTo(planned) is { Count: > 0 } differences)
        {
            throw GateException.CannotSay(["figures of different machines are not compared; begin the comparison anew.", .. differences.Select(difference => $"{difference}.")]);
        }

        return new LaunchFigure
        {
            Benchmark = launch.Benchmark,
            Side = launch.Side,
            Stage = launch.Stage,
            Round = launch.Round,
            StartedAt = startedAt,
            Nanoseconds = measured.Nanoseconds,
            AllocatedBytes = measured.AllocatedBytes,
            Operations = measured.Operations,
            Problem = measured.Problem,
        };
    }
}
