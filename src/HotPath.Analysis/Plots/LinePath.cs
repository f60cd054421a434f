using System.Text;

namespace HotPath.Analysis.Plots;

/// <summary>The path of a line with gaps.</summary>
internal static class LinePath
{
    /// <summary>A point alone between gaps becomes a dot.</summary>
    /// <param name="points">Already on the plot's own scale.</param>
    /// <returns>Empty without any value.</returns>
    public static string Of(IEnumerable<PlotPoint> points)
    {
        StringBuilder path = new();
        int length = 0; // points since the last gap
        foreach ((double x, double? y) in points.Append(default))
        {
            if (y is { } value)
            {
                path.Append(length == 0 ? 'M' : 'L').Append(SvgText.Coordinate(x)).Append(' ').Append(SvgText.Coordinate(value));
                length++;
            }
            else
            {
                if (length == 1) path.Append("h.1"); // with round ends, a dot as wide as the line
                length = 0;
            }
        }

        return path.ToString();
    }
}
