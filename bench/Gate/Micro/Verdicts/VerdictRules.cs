using System.Globalization;
using HotPath.Gate.Micro.Instructions;
using HotPath.Gate.Micro.Launches;

namespace HotPath.Gate.Micro.Verdicts;

/// <summary>From launches to what is said of a benchmark: pure, so that it can be repeated from <c>launches.ndjson</c>.</summary>
internal static class VerdictRules
{
    /// <summary>Of a benchmark that would have to be slower than this to be found, nothing is said.</summary>
    internal const double LargestEffectUnseen = 1.25;

    /// <summary>Whether a benchmark looks worse and has to be run again before it is accused.</summary>
    /// <param name="launches">Its own, of the first stage.</param>
    public static bool IsSuspect(IReadOnlyList<LaunchFigure> launches, double threshold) =>
        TimeRatio.Of(TimesOf(launches, Side.Base), TimesOf(launches, Side.Head), threshold) is { } ratio && ratio.IsSlower()
        || AllocationOf(launches) is { Verdict: AllocationVerdict.More, IsExact: false };

    /// <param name="name">The benchmark.</param>
    /// <param name="launches">Its own, of both stages.</param>
    /// <param name="isAtBase">Whether base has such a benchmark.</param>
    /// <param name="isAtHead">Whether head has.</param>
    /// <param name="threshold">The ratio up to which nothing is said; above 1.</param>
    /// <param name="counts">Its own, of both stages; null where instructions are not asked for.</param>
    /// <param name="leastDetectable">The least slowdown that such a gate would find, where it is known already; null: as these launches have it.</param>
    public static BenchmarkVerdict Judge(
        string name,
        IReadOnlyList<LaunchFigure> launches,
        bool isAtBase,
        bool isAtHead,
        double threshold,
        IReadOnlyList<InstructionCount>? counts = null,
        double? leastDetectable = null)
    {
        if (!isAtBase) return new BenchmarkVerdict { Name = name, Verdict = Verdict.New, Reason = "base has no such benchmark, so it was compared with nothing" };
        if (!isAtHead) return new BenchmarkVerdict { Name = name, Verdict = Verdict.Missing, Reason = "head no longer has it, so it was not compared" };

        LaunchFigure[] first = [.. launches.Where(launch => launch.Stage == 1)];
        LaunchFigure[] again = [.. launches.Where(launch => launch.Stage == 2)];
        TimeComparison? time = TimeOf(first, threshold, leastDetectable);
        TimeComparison? timeAgain = TimeOf(again, threshold, leastDetectable);
        AllocationComparison? allocation = AllocationOf(first);
        InstructionComparison? instructions = InstructionsOf(counts, stage: 1);
        InstructionComparison? instructionsAgain = InstructionsOf(counts, stage: 2);
        (Verdict Verdict, string Reason)[] all =
        [
            OfTime(first, time, timeAgain),
            OfAllocation(allocation, AllocationOf(again)),
            counts is null ? (Verdict.Same, "") : OfInstructions(counts, instructions, instructionsAgain),
        ];
        (Verdict verdict, _) = all.MinBy(each => each.Verdict);
        return new BenchmarkVerdict
        {
            Name = name,
            Verdict = verdict,
            Reason = string.Join("; ", all.Where(each => each.Verdict == verdict && each.Reason.Length > 0).Select(each => each.Reason)),
            Time = time,
            TimeAgain = timeAgain,
            Allocation = allocation,
            Instructions = instructions,
            InstructionsAgain = instructionsAgain,
        };
    }

    /// <summary>How the allocation of launches stands to each other; null where too few counted it.</summary>
    public static AllocationComparison? AllocationOf(IReadOnlyList<LaunchFigure> launches)
    {
        return AllocationComparison.Of(Counts(Side.Base), Counts(Side.Head));

        (long, long)[] Counts(Side side) =>
            [.. launches.Where(launch => launch.Side == side && launch.AllocatedBytes is not null).Select(launch => (launch.AllocatedBytes!.Value, launch.Operations ?? 1))];
    }

    private static TimeComparison? TimeOf(IReadOnlyList<LaunchFigure> launches, double threshold, double? leastDetectable) =>
        TimeComparison.Of(TimesOf(launches, Side.Base), TimesOf(launches, Side.Head), threshold, leastDetectable);

    private static double[] TimesOf(IReadOnlyList<LaunchFigure> launches, Side side) =>
        [.. launches.Where(launch => launch.Side == side && launch.HasTime).Select(launch => launch.Nanoseconds!.Value)];

    private static (Verdict Verdict, string Reason) OfTime(LaunchFigure[] first, TimeComparison? time, TimeComparison? again)
    {
        if (time is null) return (Verdict.Inconclusive, TooFew(first));

        if (time.IsSlower())
        {
            if (again is null) return (Verdict.Inconclusive, $"{Slower(time)}, and was not run again often enough to say so for certain");

            return again.IsSlower()
                ? (Verdict.Regressed, $"{Slower(time)}, and {Figures.Change(again.IsSlowerByHalvesAlone() ? again.FasterHalves!.Ratio : again.Ratio)} when it was run again")
                : (Verdict.Flaky, $"{Slower(time)} at first, but {Figures.Change(again.Ratio)} when it was run again");
        }

        if (time.IsFaster()) return (Verdict.Improved, $"{Figures.Change(time.Ratio)} time (at least {Figures.Change(time.Upper)})");

        return time.LeastDetectable > LargestEffectUnseen
            ? (Verdict.Inconclusive, $"its launches differ so much that only {Figures.Change(time.LeastDetectable)} or more would have been found")
            : (Verdict.Same, "");
    }

    private static (Verdict Verdict, string Reason) OfAllocation(AllocationComparison? allocation, AllocationComparison? again)
    {
        if (allocation is null) return (Verdict.Same, ""); // of time, too few launches are said already; a project may not count allocation

        string change = $"{Figures.Bytes(allocation.HeadBytes)} an operation instead of {Figures.Bytes(allocation.BaseBytes)}";
        return allocation.Verdict switch
        {
            AllocationVerdict.More when allocation.IsExact || again is { Verdict: AllocationVerdict.More } => (Verdict.Regressed, $"allocates {change}"),
            AllocationVerdict.More when again is null => (Verdict.Inconclusive, $"allocates {change}, in launches that differ, and was not run again often enough to say so for certain"),
            AllocationVerdict.More => (Verdict.Flaky, $"allocated {change} at first, but not when it was run again"),
            AllocationVerdict.Less => (Verdict.Improved, $"allocates {change}"),
            AllocationVerdict.Varies => (Verdict.Inconclusive, $"its allocation differs by up to {Figures.Bytes(allocation.Spread)} an operation among launches of the same code"),
            _ => (Verdict.Same, ""),
        };
    }

    private static InstructionComparison? InstructionsOf(IReadOnlyList<InstructionCount>? counts, int stage) =>
        InstructionComparison.Of([.. (counts ?? []).Where(count => count.Stage == stage)]);

    private static (Verdict Verdict, string Reason) OfInstructions(IReadOnlyList<InstructionCount> counts, InstructionComparison? instructions, InstructionComparison? again)
    {
        if (instructions is null) return (Verdict.Inconclusive, $"its instructions were not counted: {NotCounted(counts)}");

        string change = $"{Figures.Change(instructions.Ratio)} instructions, {Figures.Count(instructions.HeadInstructions)} an operation instead of {Figures.Count(instructions.BaseInstructions)}";
        return instructions.Verdict switch
        {
            Verdict.Regressed when again is null => (Verdict.Inconclusive, $"{change}, and they were not counted again to say so for certain"),
            Verdict.Regressed when again.Verdict == Verdict.Regressed => (Verdict.Regressed, $"{change}, and {Figures.Change(again.Ratio)} when they were counted again"),
            Verdict.Regressed => (Verdict.Flaky, $"{change} at first, but {Figures.Change(again.Ratio)} when they were counted again"),
            Verdict.Improved => (Verdict.Improved, change),
            _ => (Verdict.Same, ""),
        };
    }

    private static string NotCounted(IReadOnlyList<InstructionCount> counts) => counts.FirstOrDefault(count => count.Problem is not null) is { } failed
        ? $"{(failed.Side == Side.Base ? "base" : "head")}: {failed.Problem}"
        : "no launch gave a time to size the count by";

    private static string Slower(TimeComparison time) => time.IsSlowerByHalvesAlone()
        ? $"{Figures.Change(time.FasterHalves!.Ratio)} time in the faster half of its launches"
        : $"{Figures.Change(time.Ratio)} time (at least {Figures.Change(time.Lower)})";

    private static string TooFew(LaunchFigure[] launches)
    {
        string counts = string.Create(
            CultureInfo.InvariantCulture,
            $"{Measured(Side.Base)} launches of base and {Measured(Side.Head)} of head gave a time, and {TimeComparison.LeastLaunches} of each are needed");
        string? problem = launches.FirstOrDefault(launch => launch.Problem is not null) is { } failed
            ? $"; {(failed.Side == Side.Base ? "base" : "head")}: {failed.Problem}"
            : null;
        return counts + problem;

        int Measured(Side side) => launches.Count(launch => launch.Side == side && launch.HasTime);
    }
}
