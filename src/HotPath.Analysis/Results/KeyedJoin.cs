namespace HotPath.Analysis.Results;

/// <summary>Figures by name of two parts as those of one.</summary>
internal static class KeyedJoin
{
    // "join" is of two that have the same name; what only one part has is taken as it is.
    public static Dictionary<string, T> Of<T>(IReadOnlyDictionary<string, T> one, IReadOnlyDictionary<string, T> other, Func<T, T, T> join)
    {
        Dictionary<string, T> joined = new(one);
        foreach ((string name, T its) in other) joined[name] = joined.TryGetValue(name, out T? known) ? join(known, its) : its;
        return joined;
    }

    /// <returns>Null where neither part has any.</returns>
    public static IReadOnlyDictionary<string, T>? OfKnown<T>(IReadOnlyDictionary<string, T>? one, IReadOnlyDictionary<string, T>? other, Func<T, T, T> join) =>
        one is null || other is null ? one ?? other : Of(one, other, join);
}
