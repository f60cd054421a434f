namespace HotPath.Analysis.Plots;

/// <summary>One line of a <see cref="TimePlot"/>.</summary>
/// <param name="Name">Shown in the legend.</param>
/// <param name="Points">In the order of time. Drawn as they are up to two a pixel; of more, the lowest and highest of each pixel.</param>
public sealed record TimeSeries(string Name, IReadOnlyList<TimePoint> Points);
