using System.Globalization;
using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Soak.Comparing;

/// <summary>How the figures of soak runs are written, in every output alike.</summary>
internal static class SoakText
{
    /// <summary>In percent where it is a ratio, else in the figure's unit.</summary>
    public static string Change(FigureComparison figure, double? change) => change switch
    {
        null => ReportTable.None,
        { } value when !figure.IsDifference => Figures.Change(value),
        { } value => value.ToString("+0.####;-0.####;0", CultureInfo.InvariantCulture) + Unit(figure),
    };

    /// <summary>The median of the runs, in four digits.</summary>
    public static string Median(FigureComparison figure, IReadOnlyList<double> runs) =>
        runs.Count == 0 ? ReportTable.None : MedianOf(runs).ToString("G4", CultureInfo.InvariantCulture) + Unit(figure);

    private static double MedianOf(IReadOnlyList<double> runs)
    {
        double[] sorted = [.. runs.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Unit(FigureComparison figure) => figure.Unit.Length == 0 ? "" : $" {figure.Unit}";
}
