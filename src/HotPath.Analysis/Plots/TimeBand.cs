namespace HotPath.Analysis.Plots;

/// <summary>A stretch of time that stands out behind the lines of a <see cref="TimePlot"/>.</summary>
/// <param name="Name">Shown in the legend, once for all bands that bear it.</param>
/// <param name="StartSeconds">Where it begins; cut to the plot.</param>
/// <param name="EndSeconds">Where it ends. A band is at least a pixel wide, so that a moment is seen too.</param>
public readonly record struct TimeBand(string Name, double StartSeconds, double EndSeconds);
