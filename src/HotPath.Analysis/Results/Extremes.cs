namespace HotPath.Analysis.Results;

/// <summary>The larger or the smaller of two figures, either of which may be unknown: then the one that is known.</summary>
internal static class Extremes
{
    public static double? Highest(double? one, double? other) => one is null || other > one ? other : one;

    public static long? Highest(long? one, long? other) => one is null || other > one ? other : one;

    public static int? Highest(int? one, int? other) => one is null || other > one ? other : one;

    public static double? Lowest(double? one, double? other) => one is null || other < one ? other : one;
}
