using System.Globalization;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>How numbers are written everywhere in terminal and reports: three digits that matter, a unit, <c>-</c> for none.</summary>
internal static class Figure
{
    public const string None = ReportTable.None;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Milliseconds(double? ms) => ms switch
    {
        null => None,
        >= 999.5 => $"{Number(ms / 1_000)} s",
        _ => $"{Number(ms)} ms",
    };

    public static string Count(long count) => count.ToString("N0", Invariant);

    public static string Count(long? count) => count is { } known ? Count(known) : None;

    public static string Rate(double? perSecond) => perSecond is null ? None : $"{Number(perSecond)}/s";

    public static string PerMinute(double? perSecond) => perSecond is null ? None : $"{Number(perSecond * 60)}/min";

    public static string Percent(double? percent) => percent is null ? None : $"{Number(percent)}%";

    /// <param name="share">0..1</param>
    public static string Share(double share) => Percent(share * 100);

    /// <summary>Dollars, with as many digits as small amounts need.</summary>
    public static string Money(double? dollars) => dollars is { } amount
        ? "$" + amount.ToString(Math.Abs(amount) switch { >= 1 or 0 => "#,0.00", >= 0.01 => "0.0000", _ => "0.000000" }, Invariant)
        : None;

    public static string Bytes(double? bytes) => bytes switch
    {
        null => None,
        < 1024 => $"{Number(bytes)} B",
        < 1024 * 1024 => $"{Number(bytes / 1024)} KiB",
        < 1024 * 1024 * 1024 => $"{Number(bytes / (1024 * 1024))} MiB",
        _ => $"{Number(bytes / (1024 * 1024 * 1024))} GiB",
    };

    public static string Mebibytes(double? mebibytes) => mebibytes is null ? None : $"{Number(mebibytes)} MiB";

    public static string MebibytesAnHour(double? slope) => slope is null ? None : $"{Number(slope)} MiB/h";

    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", Invariant);

    /// <summary>The two largest units: <c>1.5 s</c>, <c>2 min 5 s</c>, <c>24 h</c>.</summary>
    public static string Span(TimeSpan span)
    {
        if (span > TimeSpan.Zero && span < TimeSpan.FromSeconds(1)) return $"{Number(span.TotalMilliseconds)} ms";
        if (span < TimeSpan.FromMinutes(1)) return $"{span.TotalSeconds.ToString("0.#", Invariant)} s";

        TimeSpan rounded = TimeSpan.FromSeconds(Math.Round(span.TotalSeconds));
        return rounded < TimeSpan.FromHours(1)
            ? Two((long)rounded.TotalMinutes, "min", rounded.Seconds, "s")
            : Two((long)rounded.TotalHours, "h", rounded.Minutes, "min");
    }

    public static string Seconds(double seconds) => Span(TimeSpan.FromSeconds(seconds));

    /// <summary>What was measured, and between which bounds it lies where it is a slope.</summary>
    public static string Measured(ThresholdResult threshold)
    {
        string figure = InUnitOf(threshold.Expression, threshold.Actual);
        return threshold is { Low: { } low, High: { } high }
            ? $"{figure} ({InUnitOf(threshold.Expression, low)} to {InUnitOf(threshold.Expression, high)})"
            : figure;
    }

    /// <summary>A value in the unit that the threshold's expression ends in; with more digits than elsewhere, as it is held against a limit.</summary>
    public static string InUnitOf(string expression, double? value)
    {
        if (value is not { } number) return None;

        string unit = expression[(expression.LastIndexOfAny([.. "0123456789"]) + 1)..].Trim();
        bool isUnit = unit.Length > 0 && unit.Length < expression.Trim().Length;
        string digits = number.ToString(Math.Abs(number) switch { < 10 => "0.####", < 100 => "0.##", _ => "0.#" }, Invariant);
        return !isUnit ? digits : char.IsAsciiLetter(unit[0]) ? $"{digits} {unit}" : digits + unit;
    }

    /// <summary>Three digits that matter, or all before the point; never in powers of ten.</summary>
    public static string Number(double? value) => value switch
    {
        null or double.NaN => None,
        0 => "0",
        > -0.0005 and < 0 => ">-0.001",
        > 0 and < 0.0005 => "<0.001",
        { } number => number.ToString(Pattern(Math.Abs(number)), Invariant),
    };

    private static string Pattern(double magnitude) => magnitude switch
    {
        < 0.9995 => "0.000",
        < 9.995 => "0.00",
        < 99.95 => "0.0",
        _ => "0",
    };

    private static string Two(long major, string majorUnit, int minor, string minorUnit) =>
        minor == 0 ? $"{major} {majorUnit}" : $"{major} {majorUnit} {minor} {minorUnit}";
}
