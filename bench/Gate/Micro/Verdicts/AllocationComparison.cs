using System.Text.Json.Serialization;

namespace HotPath.Gate.Micro.Verdicts;

/// <summary>
/// Allocated bytes an operation, head against base. What a process allocates beside the operations only ever adds to the figure: the least of the
/// launches is the benchmark's own, and exact where nearly all of them agree on it and none may have said 0 of what it allocated.
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

        SideBytes baseSide = Of(@base);
        SideBytes headSide = Of(head);
        long fewestOperations = Math.Max(1, Math.Min(@base.Min(launch => launch.Operations), head.Min(launch => launch.Operations)));
        long spread = Math.Max(baseSide.Most - baseSide.Least, headSide.Most - headSide.Least);
        return new AllocationComparison
        {
            BaseBytes = baseSide.Least,
            HeadBytes = headSide.Least,
            BaseIsExact = baseSide.IsExact,
            HeadIsExact = headSide.IsExact,
            Spread = spread,
            Verdict = Judge(),
        };

        AllocationVerdict Judge()
        {
            // Where one of the sides is not exact, more is looked at a second time. Less is not, so it must hold against every launch of base.
            if ((baseSide.Agrees && headSide.Least > baseSide.Least) || headSide.Least > baseSide.Most) return AllocationVerdict.More;
            if ((headSide.IsExact && headSide.Least < baseSide.Fewest) || headSide.Most < baseSide.Fewest) return AllocationVerdict.Less;
            if (baseSide.IsExact && headSide.IsExact) return AllocationVerdict.Same;

            return spread <= StrayBytes / fewestOperations ? AllocationVerdict.SameAsFarAsSeen : AllocationVerdict.Varies;
        }
    }

    private static SideBytes Of(IReadOnlyList<(long Bytes, long Operations)> launches)
    {
        bool hasHiddenBytes = HasHiddenBytes(launches);
        IReadOnlyList<(long Bytes, long Operations)> telling = hasHiddenBytes ? WithoutLoneZero(launches) : launches;
        long least = telling.Min(launch => launch.Bytes);
        bool agrees = telling.Count(launch => launch.Bytes == least) * 5 >= telling.Count * AgreeingInFive;
        return new SideBytes(launches.Min(launch => launch.Bytes), least, telling.Max(launch => launch.Bytes), agrees, IsExact: agrees && !hasHiddenBytes);
    }

    // Whether what one launch counted is so little that another of the same code may have said 0 of it.
    private static bool HasHiddenBytes(IReadOnlyList<(long Bytes, long Operations)> launches)
    {
        (long Bytes, long Operations)[] zeros = [.. launches.Where(launch => launch.Bytes == 0)];
        if (zeros.Length == 0 || zeros.Length == launches.Count) return false;

        return zeros.Min(launch => launch.Operations) <= LargestQuantum / launches.Where(launch => launch.Bytes > 0).Min(launch => launch.Bytes);
    }

    // Of more than one it is unlikely that all hid something: the zeros are then the measurements, and the others what the process did beside.
    private static IReadOnlyList<(long Bytes, long Operations)> WithoutLoneZero(IReadOnlyList<(long Bytes, long Operations)> launches) =>
        launches.Count(launch => launch.Bytes == 0) == 1 ? [.. launches.Where(launch => launch.Bytes > 0)] : launches;

    /// <param name="Fewest">Of all launches.</param>
    /// <param name="Least">Of those that tell what they allocated.</param>
    /// <param name="Most">Of the same.</param>
    /// <param name="Agrees">Whether nearly all of them say <paramref name="Least"/>.</param>
    /// <param name="IsExact">Whether they do, and none of all launches may have said 0 of what it allocated.</param>
    private readonly record struct SideBytes(long Fewest, long Least, long Most, bool Agrees, bool IsExact);
}
