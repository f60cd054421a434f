using System.Globalization;
using System.Text;

namespace HotPath.Analysis.Plots;

/// <summary>Steps of a time axis that people count in, and how moments on it are written.</summary>
internal static class TimeSteps
{
    private const double Minute = 60;
    private const double Hour = 60 * Minute;
    private const double Day = 24 * Hour;

    private static readonly double[] Steps =
    [
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30,
        Minute, 2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, 30 * Minute,
        Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour,
    ];

    /// <summary>In seconds; whole days in ones, twos and fives above the longest step.</summary>
    public static double AtLeast(double seconds)
    {
        foreach (double step in Steps)
        {
            if (step >= seconds * (1 - 1e-9)) return step;
        }

        double days = Day;
        for (int turn = 0; days < seconds; turn++) days *= turn % 3 == 1 ? 2.5 : 2;
        return days;
    }

    /// <summary>For example <c>0s</c>, <c>2.5s</c>, <c>1m30s</c>, <c>6h</c>, <c>1d12h</c>.</summary>
    public static string Label(double seconds)
    {
        double rest = Math.Round(seconds, 3);
        StringBuilder label = new();
        foreach ((double length, char unit) in (ReadOnlySpan<(double, char)>)[(Day, 'd'), (Hour, 'h'), (Minute, 'm')])
        {
            double whole = Math.Floor(rest / length);
            if (whole == 0) continue;
            label.Append(CultureInfo.InvariantCulture, $"{whole:0}{unit}");
            rest = Math.Round(rest - (whole * length), 3);
        }

        if (rest > 0 || label.Length == 0) label.Append(CultureInfo.InvariantCulture, $"{rest:0.###}s");
        return label.ToString();
    }
}
