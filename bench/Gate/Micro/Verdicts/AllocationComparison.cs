using System.Text.Json.Serialization;

namespace HotPath.Gate.Micro.Verdicts;

/// <summary>
/// Allocated bytes an operation, head against base. What a process allocates beside the operations only ever adds to the figure: the least of the
/// launches is the benchmark's own, and exact where nearly all of them agree on it.
/// </summary>
internal sealed record AllocationComparison
{
    /// <summary>What a process was seen to allocate beside the operations, and half as much again.</summary>
    internal const long StrayBytes = 16_384;

    /// <summary>
    /// BenchmarkDotNet says 0 of a process that allocated no more than its allocation quantum, which it measures anew in each: from one object to the
    /// 8 KiB in which the runtime hands out memory.
    /// </summary>
    private const long LargestQuantum = 8_192;

    /// <summary>Launches in five that must have the same figure.</summary>
    private const int AgreeingInFive = 4;

    /// <summary>The least of a launch of base.</summary>
    public required long BaseBytes { get; init; }

    public required long HeadBytes { get; init; }

    public required bool BaseIsExact { get; init; }

    public required bool HeadIsExact { get; init; }

    /// <summary>How far launches of a side lie apart at most.</summary>
    public required long Spread { get; init; }

    public required AllocationVerdict Verdict { get; init; }

    [JsonIgnore]
    public bool IsExact => BaseIsExact && HeadIsExact;

    /// <returns>Null where too few launches counted it.</returns>
    public static AllocationComparison? Of(IReadOnlyList<(long Bytes, long Operations)> @base, IReadOnlyList<(long Bytes, long Operations)> head)
    {
        if (Math.Min(@base.Count, head.Count) < TimeComparison.LeastLaunches) return null;

        (long baseLeast, long baseMost, bool baseIsExact) = Of(@base);
        (long headLeast, long headMost, bool headIsExact) = Of(head);
        long fewestOperations = Math.Max(1, Math.Min(@base.Min(launch => launch.Operations), head.Min(launch => launch.Operations)));
        long spread = Math.Max(baseMost - baseLeast, headMost - headLeast);
        return new AllocationComparison
        {
            BaseBytes = baseLeast,
            HeadBytes = headLeast,
            BaseIsExact = baseIsExact,
            HeadIsExact = headIsExact,
            Spread = spread,
            Verdict = Judge(),
        };

        AllocationVerdict Judge()
        {
            if ((baseIsExact && headLeast > baseLeast) || headLeast > baseMost) return AllocationVerdict.More;
            if ((headIsExact && headLeast < baseLeast) || headMost < baseLeast) return AllocationVerdict.Less;
            if (baseIsExact && headIsExact) return AllocationVerdict.Same;

            return spread <= StrayBytes / fewestOperations ? AllocationVerdict.SameAsFarAsSeen : AllocationVerdict.Varies;
        }
    }

    private static (long Least, long Most, bool IsExact) Of(IReadOnlyList<(long Bytes, long Operations)> launches)
    {
        IReadOnlyList<(long Bytes, long Operations)> telling = WithoutLoneZero(launches);
        long least = telling.Min(launch => launch.Bytes);
        int agreeing = telling.Count(launch => launch.Bytes == least);
        return (least, telling.Max(launch => launch.Bytes), agreeing * 5 >= telling.Count * AgreeingInFive);
    }

    // One zero among figures that others could have said 0 of, too, is no measurement; of more than one it is unlikely.
    private static IReadOnlyList<(long Bytes, long Operations)> WithoutLoneZero(IReadOnlyList<(long Bytes, long Operations)> launches)
    {
        (long Bytes, long Operations)[] others = [.. launches.Where(launch => launch.Bytes > 0)];
        if (others.Length != launches.Count - 1) return launches;

        long operations = launches.First(launch => launch.Bytes == 0).Operations;
        return operations <= LargestQuantum / others.Min(launch => launch.Bytes) ? others : launches;
    }
}
