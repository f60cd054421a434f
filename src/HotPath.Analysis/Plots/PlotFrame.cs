using System.Text;

namespace HotPath.Analysis.Plots;

/// <summary>What every plot has around its lines: title, legend, two axes with their grid.</summary>
internal sealed class PlotFrame
{
    private const double TitleBaseline = 16;
    private const double RowHeight = 19;
    private const double GapAboveArea = 12;
    private const double RoomForXLabels = 26;
    private const double RoomWithoutXLabels = 8;
    private const double RoomAtRight = 14;
    private const double GapBesideYLabels = 8;
    private const double HeightPerYTick = 36;
    private const double HalfDigit = 4.5; // lowers a label's baseline so that its middle is at the tick
    private const double GapBesideTitle = 24;

    private readonly StringBuilder _svg = new();
    private readonly PlotSize _size;
    private readonly PlotPlace _place;
    private readonly PlotHead _head;
    private readonly PlotAxis _x;
    private readonly PlotAxis _y;

    /// <param name="size">Of the whole plot.</param>
    /// <param name="place">Alone, or in a column.</param>
    /// <param name="head">What stands above the area.</param>
    /// <param name="yAxis">Given the number of ticks that there is room for.</param>
    /// <param name="xAxis">Given its width.</param>
    public PlotFrame(PlotSize size, PlotPlace place, PlotHead head, Func<int, PlotAxis> yAxis, Func<double, PlotAxis> xAxis)
    {
        _size = size;
        _place = place;
        _head = head;
        double besideTitle = size.Width - head.TitleWidth - GapBesideTitle;
        IsLegendBesideTitle = place.IsInColumn && head.LegendWidth <= besideTitle;
        Legend = LegendEntry.Place(head.Legend, IsLegendBesideTitle ? besideTitle : size.Width);
        int rows = Legend.Count == 0 || IsLegendBesideTitle ? 0 : Legend[^1].Row + 1;
        Top = TitleBaseline + (rows * RowHeight) + GapAboveArea;
        Bottom = Math.Max(Top + HeightPerYTick, size.Height - (place.HasTimeLabels ? RoomForXLabels : RoomWithoutXLabels));
        _y = yAxis(Math.Max(1, (int)((Bottom - Top) / HeightPerYTick)));
        Left = Math.Max(place.LabelRoom, _y.Ticks.Max(tick => SvgText.WidthOf(tick.Label)) + GapBesideYLabels);
        Right = Math.Max(Left + 1, size.Width - RoomAtRight);
        _x = xAxis(Width);
    }

    public double Left { get; }

    public double Right { get; }

    public double Top { get; }

    public double Bottom { get; }

    public double Width => Right - Left;

    private IReadOnlyList<(LegendEntry Entry, int Row, double X, double TextX)> Legend { get; }

    private bool IsLegendBesideTitle { get; }

    public double X(double value) => Left + (Math.Clamp(_x.ShareOf(value), 0, 1) * Width);

    public double Y(double value) => Bottom - (Math.Clamp(_y.ShareOf(value), 0, 1) * (Bottom - Top));

    public void Open(string description, PlotUse use)
    {
        (string title, string unit) = (_head.Title, _head.Unit);
        _svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hp-plot\" role=\"img\" viewBox=\"0 0 {_size.Width} {_size.Height}\">\n");
        _svg.Append($"<title>{SvgText.Escape(unit.Length == 0 ? title : $"{title}, {unit}")}</title>\n<desc>{SvgText.Escape(description)}</desc>\n");
        if (use is PlotUse.File)
        {
            _svg.Append($"<style>{PlotStyle.Sheet}</style>\n<rect class=\"hp-ground\" width=\"{_size.Width}\" height=\"{_size.Height}\"/>\n");
        }

        bool isTooLong = SvgText.WidthOf(title) + SvgText.WidthOf(unit) > _size.Width * 1.05; // by an estimate on the safe side
        string squeezed = isTooLong ? $" textLength=\"{_size.Width}\" lengthAdjust=\"spacingAndGlyphs\"" : "";
        _svg.Append($"<text class=\"hp-title\" x=\"0\" y=\"{At(TitleBaseline)}\"{squeezed}>{SvgText.Escape(title)}");
        if (unit.Length > 0) _svg.Append($" <tspan font-size=\"13\" font-weight=\"400\">{SvgText.Escape(unit)}</tspan>");
        _svg.Append("</text>\n");
        WriteLegend();
    }

    public void Band(double x, double width, int style) => _svg.Append(
        $"<rect class=\"hp-band hp-b{style}\" x=\"{At(x)}\" y=\"{At(Top)}\" width=\"{At(width)}\" height=\"{At(Bottom - Top)}\" fill-opacity=\"0.2\"/>\n");

    public void Mark(double value) => _svg.Append($"<path class=\"hp-mark\" d=\"M{At(X(value))} {At(Top)}V{At(Bottom)}\"/>\n");

    public void Axes()
    {
        foreach (AxisTick tick in _y.Ticks)
        {
            string y = At(Y(tick.Value));
            _svg.Append($"<path class=\"hp-grid\" d=\"M{At(Left)} {y}H{At(Right)}\"/>");
            _svg.Append($"<text x=\"{At(Left - GapBesideYLabels)}\" y=\"{At(Y(tick.Value) + HalfDigit)}\" text-anchor=\"end\">{tick.Label}</text>\n");
        }

        _svg.Append($"<path class=\"hp-axis\" d=\"M{At(Left)} {At(Bottom)}H{At(Right)}\"/>\n");
        foreach (AxisTick tick in _x.Ticks)
        {
            double x = X(tick.Value);
            if (_place.IsInColumn) _svg.Append($"<path class=\"hp-grid\" d=\"M{At(x)} {At(Top)}V{At(Bottom)}\"/>"); // leads the eye from plot to plot
            if (!_place.HasTimeLabels) continue;

            double half = SvgText.WidthOf(tick.Label) / 2;
            (double labelX, string anchor) = x + half > _size.Width ? (_size.Width, "end") : (Math.Max(x, half), "middle");
            _svg.Append($"<path class=\"hp-axis\" d=\"M{At(x)} {At(Bottom)}v5\"/>");
            _svg.Append($"<text x=\"{At(labelX)}\" y=\"{At(Bottom + 20)}\" text-anchor=\"{anchor}\">{tick.Label}</text>\n");
        }
    }

    /// <param name="points">In the units of the axes; no y is a gap.</param>
    /// <param name="style">From 1.</param>
    public void Line(IEnumerable<PlotPoint> points, int style)
    {
        string path = LinePath.Of(points.Select(point => new PlotPoint(X(point.X), point.Y is { } y ? Y(y) : null)));
        if (path.Length > 0) _svg.Append($"<path class=\"hp-line hp-s{style}\" fill=\"none\" stroke=\"currentColor\" d=\"{path}\"/>\n");
    }

    public void Note(string text) => _svg.Append(
        $"<text x=\"{At((Left + Right) / 2)}\" y=\"{At((Top + Bottom) / 2)}\" text-anchor=\"middle\">{SvgText.Escape(text)}</text>\n");

    public string Close() => _svg.Append("</svg>\n").ToString();

    private void WriteLegend()
    {
        double shift = IsLegendBesideTitle ? _size.Width - _head.LegendWidth : 0;
        foreach ((LegendEntry entry, int row, double placedX, double placedTextX) in Legend)
        {
            (double x, double textX) = (placedX + shift, placedTextX + shift);
            double baseline = IsLegendBesideTitle ? TitleBaseline : TitleBaseline + ((row + 1) * RowHeight) + 1;
            _svg.Append(entry.IsBand
                ? $"<rect class=\"hp-band hp-b{entry.Style}\" x=\"{At(x)}\" y=\"{At(baseline - 10)}\" width=\"{At(LegendEntry.SampleWidth)}\" height=\"11\" fill-opacity=\"0.2\"/>"
                : $"<path class=\"hp-line hp-s{entry.Style}\" fill=\"none\" stroke=\"currentColor\" d=\"M{At(x + 1)} {At(baseline - HalfDigit)}h{At(LegendEntry.SampleWidth - 2)}\"/>");
            _svg.Append($"<text class=\"hp-name\" x=\"{At(textX)}\" y=\"{At(baseline)}\">{SvgText.Escape(entry.Name)}</text>\n");
        }
    }

    private static string At(double value) => SvgText.Coordinate(value);
}
