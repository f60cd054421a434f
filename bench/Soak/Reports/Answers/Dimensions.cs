using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Answers;

/// <summary>The dimensions of a run.</summary>
internal static class Dimensions
{
    /// <summary>Those that tell anything apart: with more than one value.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyDictionary<string, SliceFigures> Values)> Of(SliceSet? by) => [.. All(by).Where(dimension => dimension.Values.Count > 1)];

    /// <summary>Those that are recorded.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyDictionary<string, SliceFigures> Values)> All(SliceSet? by)
    {
        if (by is null) return [];

        (string Name, IReadOnlyDictionary<string, SliceFigures>? Values)[] all =
        [
            ("model", by.Model), ("tenant", by.Tenant), ("provider", by.Provider), ("route", by.Route), ("cache", by.Cache),
            ("endpoint", by.Endpoint), ("status", by.Status), ("transport", by.Transport),
        ];
        return [.. all.Where(dimension => dimension.Values is not null).Select(dimension => (dimension.Name, dimension.Values!))];
    }

    /// <summary>The values with the most requests first.</summary>
    public static IEnumerable<KeyValuePair<string, SliceFigures>> Ordered(IReadOnlyDictionary<string, SliceFigures> values) =>
        values.OrderByDescending(value => value.Value.Requests).ThenBy(value => value.Key, StringComparer.Ordinal);
}
