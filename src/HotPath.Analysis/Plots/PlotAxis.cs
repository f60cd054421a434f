using System.Globalization;

namespace HotPath.Analysis.Plots;

/// <summary>Where a value stands between the two ends of an axis, and which places have a label.</summary>
internal sealed class PlotAxis
{
    private const double Tolerance = 1e-9; // so that a bound which is a tick but for its rounding does not ask for another

    private readonly Func<double, double> _transform;
    private readonly double _from;
    private readonly double _to;

    private PlotAxis(Func<double, double> transform, double from, double to, IReadOnlyList<AxisTick> ticks)
    {
        _transform = transform;
        _from = transform(from);
        _to = transform(to);
        Ticks = ticks;
    }

    public IReadOnlyList<AxisTick> Ticks { get; }

    /// <summary>Even steps of 1, 2 or 5 times a power of ten, from 0 or a tick below the lowest to a tick at or above the highest.</summary>
    /// <param name="lowest">Of the values.</param>
    /// <param name="highest">Of the values.</param>
    /// <param name="wantedTicks">The most steps there is room for.</param>
    public static PlotAxis Linear(double lowest, double highest, int wantedTicks)
    {
        (double low, double high) = (Math.Min(0, lowest), Math.Max(0, highest));
        if (high - low < Tolerance) (high, wantedTicks) = (1, 1); // nothing but zeros

        double step = StepAtLeast((high - low) / wantedTicks);
        int first = (int)Math.Floor((low / step) + Tolerance);
        int last = (int)Math.Ceiling((high / step) - Tolerance);
        (double divisor, string suffix) = ScaleOf(Math.Max(-low, high));
        string format = $"N{Math.Max(0, -(int)Math.Floor(Math.Log10(step / divisor) + Tolerance))}";
        AxisTick[] ticks = [.. Enumerable.Range(first, last - first + 1)
            .Select(i => new AxisTick(i * step, i == 0 && suffix.Length > 0 ? "0" : Text(i * step / divisor, format) + suffix))];
        return new PlotAxis(value => value, first * step, last * step, ticks);
    }

    /// <summary>From 1, 2 or 5 times a power of ten below the lowest to one above the highest.</summary>
    /// <param name="lowest">Above 0.</param>
    /// <param name="highest">At least <paramref name="lowest"/>.</param>
    /// <param name="wantedTicks">With more than twice as many, only powers of ten have a label.</param>
    public static PlotAxis Logarithmic(double lowest, double highest, int wantedTicks)
    {
        double high = StepAtLeast(highest);
        double low = 1 / StepAtLeast(1 / lowest);
        if (high <= low * (1 + Tolerance)) high = StepAtLeast(high * 1.1);

        List<AxisTick> ticks = [];
        for (double tick = low; tick <= high * (1 + Tolerance); tick = StepAtLeast(tick * 1.1)) ticks.Add(new AxisTick(tick, Text(tick, "#,##0.#########")));
        if (ticks.Count > 2 * wantedTicks) ticks.RemoveAll(tick => !IsPowerOfTen(tick.Value));
        return new PlotAxis(Math.Log10, low, high, ticks);
    }

    /// <summary>From 0 s to the end, with ticks at whole seconds, minutes, hours or days where they fit.</summary>
    public static PlotAxis Time(double endSeconds, int wantedTicks)
    {
        double end = endSeconds > Tolerance ? endSeconds : 1;
        double step = TimeSteps.AtLeast(end / wantedTicks);
        int last = (int)Math.Floor((end / step) + Tolerance);
        return new PlotAxis(
            value => value, 0, end, [.. Enumerable.Range(0, last + 1).Select(i => new AxisTick(i * step, TimeSteps.Label(i * step)))]);
    }

    /// <summary>1 / (1 - p) on a logarithmic scale, as HdrHistogram draws it: each nine more is one step further.</summary>
    /// <param name="highest">The last percentile shown, below 100.</param>
    /// <param name="wantedTicks">At least 1 beside 0 %.</param>
    public static PlotAxis Percentiles(double highest, int wantedTicks)
    {
        double end = Math.Max(highest, 90);
        int nines = (int)Math.Floor(Nines(end) + Tolerance);
        int each = (int)Math.Ceiling((double)nines / wantedTicks);
        return new PlotAxis(Nines, 0, end, [.. Enumerable.Range(0, nines + 1).Where(n => n % each == 0).Select(Tick)]);

        static AxisTick Tick(int nines) => new(100 * (1 - Math.Pow(10, -nines)), nines switch
        {
            0 => "0%",
            1 => "90%",
            2 => "99%",
            _ => $"99.{new string('9', nines - 2)}%",
        });
    }

    /// <summary>0 at the axis' beginning, 1 at its end; beyond them outside.</summary>
    public double ShareOf(double value) => (_transform(value) - _from) / (_to - _from);

    private static double Nines(double percentile) => -Math.Log10(1 - (percentile / 100));

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is not below.</summary>
    private static double StepAtLeast(double wanted)
    {
        double exponent = Math.Floor(Math.Log10(wanted) + Tolerance);
        double power = Math.Pow(10, exponent);
        double leading = wanted / power;
        double factor = leading <= 1 + Tolerance ? 1 : leading <= 2 + Tolerance ? 2 : leading <= 5 + Tolerance ? 5 : 10;

        // A power of ten below 1 has no exact double; a division by one that has is the nearest.
        return exponent < 0 ? factor / Math.Pow(10, -exponent) : factor * power;
    }

    // A label longer than 9,999,999 takes the room of the plot.
    private static (double Divisor, string Suffix) ScaleOf(double highest) => highest switch
    {
        < 1e7 => (1, ""),
        < 1e10 => (1e6, "M"),
        < 1e13 => (1e9, "G"),
        _ => (1e12, "T"),
    };

    private static bool IsPowerOfTen(double value) => Math.Abs(Math.Log10(value) - Math.Round(Math.Log10(value))) < Tolerance;

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
