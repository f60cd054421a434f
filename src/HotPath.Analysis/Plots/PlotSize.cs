namespace HotPath.Analysis.Plots;

/// <summary>How large a plot is laid out. It scales to any width; its text is 13 of these units high.</summary>
public readonly record struct PlotSize
{
    private const int LeastWidth = 160;
    private const int LeastHeight = 96;
    private const int Most = 4_096;

    /// <summary>Lays a plot out.</summary>
    /// <param name="width">160 to 4,096; anything else is an exception.</param>
    /// <param name="height">96 to 4,096; anything else is an exception.</param>
    public PlotSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, LeastWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Most);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, LeastHeight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, Most);
        Width = width;
        Height = height;
    }

    /// <summary>For a column of a page, about 640 pixels.</summary>
    public static PlotSize Wide { get; } = new(640, 260);

    /// <summary>For the width of a telephone, where a wide plot's text would be too small.</summary>
    public static PlotSize Narrow { get; } = new(340, 240);

    /// <summary>The width of the view box.</summary>
    public int Width { get; }

    /// <summary>The height of the view box.</summary>
    public int Height { get; }
}
