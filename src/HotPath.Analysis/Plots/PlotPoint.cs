namespace HotPath.Analysis.Plots;

/// <summary>A point before it has a place; no y is a gap.</summary>
internal readonly record struct PlotPoint(double X, double? Y)
{
    private const double Furthest = 1e15; // far from where sums of doubles stop being exact, and from overflow

    public static PlotPoint Of(double x, double? y) => new(x, y is { } value && Math.Abs(value) <= Furthest ? value : null);
}
