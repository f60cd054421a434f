using HotPath.Gate.Micro.Launches;

namespace HotPath.Gate.Micro.Instructions;

/// <summary>Counts the benchmarks of a plan one after the other, but for those whose counts are in its folder already.</summary>
internal sealed class InstructionRun(Valgrind valgrind, ComparisonFolder folder, List<InstructionCount> counts, ComparedSides sides, TextWriter output, TimeProvider time)
{
    private static readonly Side[] Both = [Side.Base, Side.Head];

    /// <param name="nanoseconds">By the name of a benchmark: an operation's time, by which both sides are sized alike.</param>
    public async Task RunAsync(IReadOnlyDictionary<string, double> nanoseconds, int stage, CancellationToken cancellationToken)
    {
        (string Benchmark, Side Side)[] all = [.. nanoseconds.Keys.SelectMany(benchmark => Both.Select(side => (benchmark, side)))];
        (string Benchmark, Side Side)[] due = [.. all.Where(each => !counts.Any(count => count.Stage == stage && count.Benchmark == each.Benchmark && count.Side == each.Side))];
        await output.WriteLineAsync(stage == 1
            ? $"counting instructions of {nanoseconds.Count} benchmarks, two processes a side each"
            : $"counting again, as they differ: {string.Join(", ", nanoseconds.Keys)}").ConfigureAwait(false);

        LaunchProgress progress = new(output, time, "count", all.Length, all.Length - due.Length);
        foreach ((string benchmark, Side side) in due)
        {
            InstructionCount count = await CountAsync(benchmark, side, stage, nanoseconds[benchmark], cancellationToken).ConfigureAwait(false);
            counts.Add(count);
            folder.Append(count);
            progress.Ended();
        }
    }

    private async Task<InstructionCount> CountAsync(string benchmark, Side side, int stage, double nanoseconds, CancellationToken cancellationToken)
    {
        InstructionCount none = new() { Benchmark = benchmark, Side = side, Stage = stage, StartedAt = time.GetUtcNow() };
        int calls = CountSize.First(nanoseconds);
        CountedRun first = await sides[side].CountAsync(benchmark, calls, valgrind, cancellationToken).ConfigureAwait(false);
        if (first.Problem is not null) return none with { Problem = first.Problem };

        int moreCalls = CountSize.Second(nanoseconds, first.OperationsACall);
        CountedRun second = await sides[side].CountAsync(benchmark, moreCalls, valgrind, cancellationToken).ConfigureAwait(false);
        if (second.Problem is not null) return none with { Problem = second.Problem };

        long operations = second.Operations - first.Operations;
        return operations > 0 && second.Instructions > first.Instructions
            ? none with { Operations = operations, Instructions = Math.Round((double)(second.Instructions - first.Instructions) / operations, 2) }
            : none with { Problem = $"{moreCalls} calls took no more instructions than {calls}" };
    }
}
