namespace HotPath.Analysis.Plots;

/// <summary>Fewer points for the same picture: no spike is lost.</summary>
internal static class Thinning
{
    /// <summary>Cuts the points into stretches, and keeps of each its lowest and its highest in their order.</summary>
    /// <param name="points">In their order.</param>
    /// <param name="stretches">At least 1. Up to twice as many points stay as they are.</param>
    /// <returns>A stretch without any value is one gap; a gap within a stretch is smaller than a pixel and goes.</returns>
    public static IReadOnlyList<PlotPoint> Extremes(IReadOnlyList<PlotPoint> points, int stretches)
    {
        if (points.Count <= 2 * stretches) return points;

        List<PlotPoint> kept = new(2 * stretches);
        for (int stretch = 0; stretch < stretches; stretch++)
        {
            int first = (int)((long)points.Count * stretch / stretches);
            int end = (int)((long)points.Count * (stretch + 1) / stretches);
            int lowest = -1;
            int highest = -1;
            for (int i = first; i < end; i++)
            {
                if (points[i].Y is not { } y) continue;
                if (lowest < 0 || y < points[lowest].Y) lowest = i;
                if (highest < 0 || y > points[highest].Y) highest = i;
            }

            kept.Add(lowest < 0 ? points[first] : points[Math.Min(lowest, highest)]);
            if (lowest != highest) kept.Add(points[Math.Max(lowest, highest)]);
        }

        return kept;
    }
}
