using System.Globalization;
using HotPath.Analysis.Pages;

namespace HotPath.Gate.Micro.Verdicts;

/// <summary>How figures are written, in every output alike.</summary>
internal static class Figures
{
    public const string None = ReportTable.None;

    /// <summary>Three digits and a unit.</summary>
    public static string Time(double? nanoseconds) => nanoseconds switch
    {
        null => None,
        >= 1e9 => Text(nanoseconds.Value / 1e9, "s"),
        >= 1e6 => Text(nanoseconds.Value / 1e6, "ms"),
        >= 1e3 => Text(nanoseconds.Value / 1e3, "µs"),
        _ => Text(nanoseconds.Value, "ns"),
    };

    /// <summary>A change as it is spoken of: 1.123 is +12.3 %.</summary>
    public static string Change(double? ratio) => ratio is { } factor ? ((factor - 1) * 100).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " %" : None;

    public static string Bytes(long? bytes) => bytes is { } count ? count.ToString("#,##0", CultureInfo.InvariantCulture) + " B" : None;

    /// <summary>A number that is large or an average: no more digits than it means.</summary>
    public static string Count(double count) => count.ToString(count < 100 ? "0.0" : "#,##0", CultureInfo.InvariantCulture);

    private static string Text(double value, string unit) =>
        value.ToString(value switch { >= 100 => "0", >= 10 => "0.0", _ => "0.00" }, CultureInfo.InvariantCulture) + " " + unit;
}
