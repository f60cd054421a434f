using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>Whether the generator, not the target, was the limit: then the run's figures are about the wrong program, and it is void.</summary>
internal static class GeneratorAudit
{
    /// <summary>99 of 100 requests must be handed to a worker within this time of being due.</summary>
    public const double MostScheduleLagMs = 50;

    /// <summary>99 of 100 response heads must have been read within this time of their coming.</summary>
    public const double MostReceiveLagMs = MostScheduleLagMs;

    /// <summary>With fewer heads the percentile is one of the first, which waited for code to be compiled.</summary>
    public const long LeastReceived = 1_000;

    /// <summary>Of all processors together: above it, lateness is the generator's own.</summary>
    public const double LeastCpuPercentOfMachine = 90;

    private const int MostExceptionsListed = 3;

    /// <returns>Why the run is void, each with what was found, the limit, and what to do; the weightiest first; empty when it stands.</returns>
    public static IReadOnlyList<string> Findings(RunResult run, GeneratorTroubles troubles)
    {
        List<string> findings = [];
        AddExceptions(findings, troubles.StrayExceptions);

        if (troubles.OutOfFileDescriptors > 0)
        {
            findings.Add($"The generator was out of file descriptors {troubles.OutOfFileDescriptors:N0} times; it must never be. " +
                "Raise its limit (ulimit -n), or lower target.connections.max.");
        }

        if (troubles.OutOfSockets > 0)
        {
            findings.Add($"The generator was out of sockets or local ports {troubles.OutOfSockets:N0} times; it must never be. " +
                "Keep connections longer (target.connections.idle and lifetime), widen the range of local ports, or use more machines.");
        }

        if (run.Latency.ScheduleLag?.P99 is { } lag && lag > MostScheduleLagMs)
        {
            findings.Add($"Requests started late: scheduleLag.p99 is {lag:0.##} ms, the limit is {MostScheduleLagMs:0} ms. " +
                "Lower the rate, free the machine of other work, or use more machines.");
        }

        if (run.Latency.ReceiveLag is { P99: { } wait, Count: >= LeastReceived } && wait > MostReceiveLagMs)
        {
            findings.Add($"Answers were read late: receiveLag.p99 is {wait:0.##} ms, the limit is {MostReceiveLagMs:0} ms, so latencies may be too long by as much. " +
                "Lower the load, free the machine of other work, or use more machines.");
        }

        double percentOfMachine = (run.Generator?.CpuPercent ?? 0) / Math.Max(1, run.Environment.ProcessorCount);
        if (percentOfMachine >= LeastCpuPercentOfMachine)
        {
            findings.Add($"The generator used {percentOfMachine:0.#} % of all {run.Environment.ProcessorCount} processors; it must stay below " +
                $"{LeastCpuPercentOfMachine:0} %. Lower the rate, or use more or larger machines.");
        }

        return findings;
    }

    private static void AddExceptions(List<string> findings, IReadOnlyList<string> exceptions)
    {
        findings.AddRange(exceptions.Take(MostExceptionsListed).Select(exception =>
            $"The generator itself failed: {Quoted.Bare(exception)}; no exception of its own is expected. Report it with the scenario."));
        if (exceptions.Count > MostExceptionsListed)
        {
            findings.Add($"The generator itself failed {exceptions.Count - MostExceptionsListed:N0} more times; see the log.");
        }
    }
}
