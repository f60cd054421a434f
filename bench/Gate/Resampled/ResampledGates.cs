using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Resampled;

/// <summary>
/// What the gate would say of one benchmark, again and again: each gate is put together out of launches that were made, a first stage and for a suspect a
/// second one of launches that the first has not, and judged by the gate's own rules.
/// </summary>
/// <remarks>
/// One thing is not worked out for each gate, as it would take hundreds of times as long as the rest: the least slowdown that it would have found, beyond
/// which the gate calls a benchmark inconclusive. It is taken once, of gates of this size out of all launches.
/// </remarks>
internal sealed class ResampledGates
{
    private readonly Verdict[] _verdicts;

    private ResampledGates(Verdict[] verdicts, double leastDetectable)
    {
        _verdicts = verdicts;
        LeastDetectable = leastDetectable;
    }

    /// <summary>The ratio that nine such gates in ten would find.</summary>
    public double LeastDetectable { get; }

    /// <summary>Launches of a side that a gate needs: it draws for two stages.</summary>
    public static int LeastLaunches(int aSide) => 2 * aSide;

    public int Count(Verdict verdict) => _verdicts.Count(each => each == verdict);

    /// <summary>Whether this gate, from 0, accuses the benchmark.</summary>
    public bool Accuses(int gate) => _verdicts[gate] == Verdict.Regressed;

    /// <param name="name">The benchmark; by it and the seed the gates are drawn, whatever others are.</param>
    /// <param name="launches">Its own that have a time, of either side at least <see cref="LeastLaunches"/>; of one code of both together twice as many.</param>
    /// <param name="areOfOneCode">Either side is drawn from all of them.</param>
    /// <param name="gates">How many.</param>
    /// <param name="aSide">Launches of a side and stage.</param>
    /// <param name="threshold">The ratio up to which nothing is said; above 1.</param>
    /// <param name="seed">The same launches, the same verdicts.</param>
    public static ResampledGates Of(string name, IReadOnlyList<LaunchFigure> launches, bool areOfOneCode, int gates, int aSide, double threshold, int seed)
    {
        LaunchFigure[] baseLaunches = [.. launches.Where(launch => areOfOneCode || launch.Side == Side.Base)];
        LaunchFigure[] headLaunches = [.. launches.Where(launch => areOfOneCode || launch.Side == Side.Head)];
        double leastDetectable = LeastEffect.Of(Times(baseLaunches), Times(headLaunches), aSide, aSide, threshold);
        LaunchDeck @base = new(baseLaunches);
        LaunchDeck head = areOfOneCode ? @base : new LaunchDeck(headLaunches);
        Random random = new(SeedOf(name, seed));
        return new ResampledGates([.. Enumerable.Range(0, gates).Select(_ => Gate())], leastDetectable);

        Verdict Gate()
        {
            @base.Begin();
            head.Begin();
            LaunchFigure[] made = Stage(1);
            if (VerdictRules.IsSuspect(made, threshold)) made = [.. made, .. Stage(2)];
            return VerdictRules.Judge(name, made, isAtBase: true, isAtHead: true, threshold, leastDetectable: leastDetectable).Verdict;
        }

        LaunchFigure[] Stage(int stage) => [.. @base.Draw(aSide, Side.Base, stage, random), .. head.Draw(aSide, Side.Head, stage, random)];
    }

    private static double[] Times(LaunchFigure[] launches) => [.. launches.Select(launch => launch.Nanoseconds!.Value)];

    // Not string.GetHashCode, which is another one in each process.
    private static int SeedOf(string name, int seed) =>
        BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {name}"))));
}
