namespace HotPath.Gate.Micro.Launches;

/// <summary>
/// In which order processes are started. Each round has every benchmark once, in an order of its own: base and head right after each other, so that
/// what the machine does meanwhile meets both, and the pairs of a benchmark lie as far apart as the whole comparison is long.
/// </summary>
/// <remarks>Half of a benchmark's pairs begin with base, the other half with head, at random: a machine that slows down steadily harms neither.</remarks>
internal static class LaunchOrder
{
    /// <param name="seed">The same seed makes the same order.</param>
    public static IReadOnlyList<PlannedLaunch> Of(IReadOnlyList<string> benchmarks, int rounds, int stage, int seed)
    {
        Random random = new(HashCode(seed, stage));
        Dictionary<string, Side[]> first = benchmarks.ToDictionary(benchmark => benchmark, _ => FirstSides(rounds, random));

        List<PlannedLaunch> order = new(2 * rounds * benchmarks.Count);
        for (int round = 1; round <= rounds; round++)
        {
            string[] turn = [.. benchmarks];
            random.Shuffle(turn);
            foreach (string benchmark in turn)
            {
                Side side = first[benchmark][round - 1];
                order.Add(new PlannedLaunch(benchmark, side, stage, round));
                order.Add(new PlannedLaunch(benchmark, side == Side.Base ? Side.Head : Side.Base, stage, round));
            }
        }

        return order;
    }

    private static Side[] FirstSides(int rounds, Random random)
    {
        int odd = random.Next(2);
        Side[] sides = [.. Enumerable.Range(0, rounds).Select(round => (round + odd) % 2 == 0 ? Side.Base : Side.Head)];
        random.Shuffle(sides);
        return sides;
    }

    private static int HashCode(int seed, int stage) => unchecked((seed * 31) + stage);
}
