namespace HotPath.Analysis.Plots;

/// <summary>Whether a plot stands alone, or with others below each other.</summary>
/// <param name="IsInColumn">Its time lines up with that of the others, and its head is one line where that fits.</param>
/// <param name="HasTimeLabels">Whether the time axis bears labels.</param>
/// <param name="LabelRoom">What the labels of the values take at least.</param>
internal readonly record struct PlotPlace(bool IsInColumn, bool HasTimeLabels, double LabelRoom)
{
    public static PlotPlace Alone { get; } = new(IsInColumn: false, HasTimeLabels: true, LabelRoom: 0);
}
