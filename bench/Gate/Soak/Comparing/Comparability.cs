using HotPath.Analysis.Results;
using HotPath.Gate.Soak.Reading;

namespace HotPath.Gate.Soak.Comparing;

/// <summary>Whether runs can be held against each other at all: the same scenario, as long, on the same machine, one at a time.</summary>
internal static class Comparability
{
    private const double MostLonger = 1.1;

    /// <param name="runs">Of both sides.</param>
    /// <param name="isOneScenario">As <see cref="ScenarioComparison"/> has it, of all runs.</param>
    /// <returns>Each way in which a run differs from the first, in a sentence.</returns>
    public static IEnumerable<string> Problems(IReadOnlyList<SoakReading> runs, bool isOneScenario)
    {
        SoakReading first = runs[0];
        foreach (SoakReading other in runs.Skip(1))
        {
            foreach (string difference in Differences(first, other, isOneScenario)) yield return $"'{other.Folder}' and '{first.Folder}' differ in {difference}";
        }

        SoakReading[] byStart = [.. runs.OrderBy(run => run.Run.StartedAt)];
        foreach ((SoakReading earlier, SoakReading later) in byStart.Zip(byStart.Skip(1)))
        {
            if (later.Run.StartedAt < earlier.Run.StartedAt.AddSeconds(earlier.Run.DurationSeconds))
            {
                yield return $"'{later.Folder}' was begun while '{earlier.Folder}' still ran: each took from the other what it is measured by";
            }
        }
    }

    private static IEnumerable<string> Differences(SoakReading first, SoakReading other, bool isOneScenario)
    {
        (RunResult a, RunResult b) = (first.Run, other.Run);
        if (a.Scenario != b.Scenario) yield return Difference("scenario", a.Scenario, b.Scenario);
        else if (new ScenarioComparison(first, other, isOneScenario).Difference() is { } difference) yield return $"scenario.json: {difference}";

        if (Math.Max(a.DurationSeconds, b.DurationSeconds) > MostLonger * Math.Min(a.DurationSeconds, b.DurationSeconds))
        {
            yield return FormattableString.Invariant($"length: {b.DurationSeconds:0} s and {a.DurationSeconds:0} s");
        }

        if (a.Topology != b.Topology) yield return Difference("topology", a.Topology, b.Topology);
        (RunEnvironment here, RunEnvironment there) = (a.Environment, b.Environment);
        if (here.OperatingSystem != there.OperatingSystem) yield return Difference("operating system", here.OperatingSystem, there.OperatingSystem);
        if (here.Architecture != there.Architecture) yield return Difference("architecture", here.Architecture, there.Architecture);
        if (here.Processor != there.Processor) yield return Difference("processor", here.Processor, there.Processor);
        if (here.ProcessorCount != there.ProcessorCount) yield return Difference("processors", $"{here.ProcessorCount}", $"{there.ProcessorCount}");
        if (here.MemoryMB != there.MemoryMB) yield return Difference("memory", $"{here.MemoryMB} MB", $"{there.MemoryMB} MB");
        if (here.Runtime != there.Runtime) yield return Difference("runtime", here.Runtime, there.Runtime);
        if (here.GarbageCollector != there.GarbageCollector) yield return Difference("garbage collector", here.GarbageCollector, there.GarbageCollector);
        if (here.Target != there.Target) yield return Difference("target", here.Target, there.Target);
    }

    private static string Difference(string what, string? first, string? other) => $"{what}: {other ?? "unknown"} and {first ?? "unknown"}";
}
