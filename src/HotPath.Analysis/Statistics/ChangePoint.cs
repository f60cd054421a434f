namespace HotPath.Analysis.Statistics;

/// <summary>Where a series took another level.</summary>
/// <param name="Index">The first value of the new level, from 0.</param>
/// <param name="Before">The median from the change point before, or the beginning, to here; in the series' unit.</param>
/// <param name="After">The median from here to the next one, or the end.</param>
/// <param name="P">How often the same values in another order show as great a change anywhere, 0..1.</param>
public readonly record struct ChangePoint(int Index, double Before, double After, double P);
