using System.Globalization;
using HotPath.Analysis.Pages;
using HotPath.Analysis.Plots;
using HotPath.Analysis.Statistics;

namespace HotPath.Gate.History;

/// <summary>Shows the history: in the terminal, and as a page with a plot for each figure.</summary>
internal static class HistoryReport
{
    public const string HtmlFile = "history.html";

    private const int WidestTable = 160;

    public static void WriteConsole(IReadOnlyList<HistorySeries> series, TextWriter output)
    {
        foreach (IGrouping<string, HistorySeries> machine in series.GroupBy(each => each.Fingerprint))
        {
            output.WriteLine(Printable.Of(Machine(machine.First())));
            ReportTable table = Table(machine);
            foreach (string line in TextTable.Lines([[.. table.Head.Select(head => head.TrimStart('>'))], .. table.Rows.Select(row => row.Select(Printable.Of).ToArray())], WidestTable)) output.WriteLine(line.TrimEnd());
            output.WriteLine();
        }
    }

    public static string Html(IReadOnlyList<HistorySeries> series) => HtmlPage.Text("History of results", html =>
    {
        html.Element("h1", "History of results");
        html.Element("p", "A change is where results took another level: proposed by ED-PELT, confirmed by permutations at 0.01. It says that something changed, not what; machines are never mixed.", "note");
        foreach (IGrouping<string, HistorySeries> machine in series.GroupBy(each => each.Fingerprint))
        {
            html.Element("h2", Machine(machine.First()));
            html.Table("Figures", Table(machine));
            html.Open("div", "plots");
            foreach (HistorySeries each in machine)
            {
                html.Open("figure");
                html.Plot(size => Plot(each).ToSvg(size));
                html.Close("figure");
            }

            html.Close("div");
        }
    });

    /// <summary>Its results over time, and a band where a change begins.</summary>
    public static TimePlot Plot(HistorySeries series)
    {
        DateTimeOffset first = series.Entries[0].At;
        return new TimePlot
        {
            Title = series.Figure,
            Unit = series.Name,
            Series = [new TimeSeries("results", [.. series.Entries.Select((entry, i) => new TimePoint((entry.At - first).TotalSeconds, series.Values[i]))])],
            Bands = [.. series.Changes.Select(change => new TimeBand("change", At(change.Index - 1), At(change.Index)))],
        };

        double At(int index) => (series.Entries[index].At - first).TotalSeconds;
    }

    private static ReportTable Table(IEnumerable<HistorySeries> series) =>
        new(["figure", "of", ">results", ">last", ">changes", ">latest change"], [.. series.Select(Row)]);

    private static string[] Row(HistorySeries series) =>
    [
        series.Figure,
        series.Name,
        string.Create(CultureInfo.InvariantCulture, $"{series.Values.Count}"),
        Text(series.Values[^1]),
        string.Create(CultureInfo.InvariantCulture, $"{series.Changes.Count}"),
        series.Changes.Count == 0 ? ReportTable.None : Latest(series, series.Changes[^1]),
    ];

    private static string Latest(HistorySeries series, ChangePoint change) => string.Create(
        CultureInfo.InvariantCulture, $"{Text(change.Before)} to {Text(change.After)} from {series.Entries[change.Index].Version} on, {series.Entries[change.Index].At.UtcDateTime:yyyy-MM-dd}");

    private static string Machine(HistorySeries series) =>
        $"{series.Entries[0].Kind} on {series.Fingerprint}: {string.Join(", ", series.Entries[0].Environment.Select(each => each.Value))}";

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
