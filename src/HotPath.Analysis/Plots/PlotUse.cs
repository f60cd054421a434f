namespace HotPath.Analysis.Plots;

/// <summary>Where the text of a plot goes.</summary>
public enum PlotUse
{
    /// <summary>Into a page that has <see cref="PlotStyle.Sheet"/> once for all its plots.</summary>
    InPage,

    /// <summary>Into a file of its own: it brings the style sheet and a ground to stand on.</summary>
    File,
}
