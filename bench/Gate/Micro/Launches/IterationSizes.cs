using HotPath.Gate.Micro.Reading;

namespace HotPath.Gate.Micro.Launches;

/// <summary>
/// Finds how often an iteration calls each benchmark, once for all launches of both sides. Left to itself each launch finds that for itself, in its first
/// calls: where these run while the code is still unoptimized, too few calls follow, the warm-up is over before the optimized code is there, and
/// the launch measures what nobody runs.
/// </summary>
internal sealed class IterationSizes(BenchmarkHost host, LaunchTimes times, TextWriter output, TimeProvider time)
{
    /// <summary>BenchmarkDotNet's own where nothing else is said: so many calls stand behind each other in its loop.</summary>
    public const int UnrollFactor = 16;

    private const int MostTries = 4;
    private const int MostCalls = 1_000_000_000; // BenchmarkDotNet takes 32 bits

    /// <param name="operationsACall">For each benchmark, what BenchmarkDotNet counts as one call's operations.</param>
    /// <returns>Calls by benchmark, in whole loops. Without those that BenchmarkDotNet calls once in an iteration, and those that gave no time.</returns>
    public async Task<SortedDictionary<string, int>> FindAsync(IReadOnlyDictionary<string, long> operationsACall, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"benchmarks: {operationsACall.Count}, to find how often each is called in an iteration").ConfigureAwait(false);
        SortedDictionary<string, int> sizes = new(StringComparer.Ordinal);
        LaunchProgress progress = new(output, time, "benchmark", operationsACall.Count, done: 0);
        foreach ((string benchmark, long operations) in operationsACall)
        {
            if (await FindAsync(benchmark, operations, cancellationToken).ConfigureAwait(false) is { } calls) sizes.Add(benchmark, calls);
            progress.Ended();
        }

        return sizes;
    }

    /// <summary>So many calls take as long as an iteration should.</summary>
    /// <returns>Null where that is less than one loop.</returns>
    internal static int? CallsIn(double milliseconds, double nanosecondsACall)
    {
        double loops = Math.Round(milliseconds * 1e6 / nanosecondsACall / UnrollFactor);
        return loops < 1 ? null : (int)Math.Min(loops * UnrollFactor, MostCalls);
    }

    private async Task<int?> FindAsync(string benchmark, long operationsACall, CancellationToken cancellationToken)
    {
        int? calls = null;
        for (int tries = 0; tries < MostTries; tries++)
        {
            (MeasuredBenchmark measured, _) = await host.MeasureAsync(benchmark, times, calls, cancellationToken).ConfigureAwait(false);
            if (measured is not { Nanoseconds: { } nanoseconds, IterationOperations: { } operations }) return null;

            // A single call is what an iteration has that must be set up anew each time, and what takes longer than an iteration should.
            if (operations <= operationsACall) return null;

            calls = CallsIn(times.IterationMilliseconds, nanoseconds * operationsACall);
            if (calls is null || operations * nanoseconds >= times.IterationMilliseconds * 1e6 / 2) return calls;
        }

        return calls;
    }
}
