using HotPath.Soak.Reports.Html;
using Spectre.Console;

namespace HotPath.Soak.Reports.SideBySide;

/// <summary>Several runs in one report: in a terminal, as Markdown, and as a page of its own.</summary>
internal sealed class SideBySideReport
{
    private const int WidestLine = 160;

    private readonly string _title;
    private readonly ReportTable _table;
    private readonly ReportTable? _volumes;
    private readonly IReadOnlyList<string> _remarks;
    private readonly IReadOnlyList<NamedRun> _runs;

    private SideBySideReport(string title, ReportTable table, IEnumerable<string> remarks, IReadOnlyList<NamedRun> runs, ReportTable? volumes = null)
    {
        _volumes = volumes is { Rows.Count: > 0 } ? volumes : null;
        _title = title;
        _table = table;
        _remarks = [.. remarks];
        _runs = runs;
    }

    /// <summary>Runs of the same kind, held against the first.</summary>
    public static SideBySideReport Comparison(IReadOnlyList<NamedRun> runs) =>
        new($"{runs.Count} runs side by side", ComparisonTable.Of(runs), Differences.Between(runs), runs, VolumeTable.Of(runs));

    /// <summary>Runs of different scenarios, and how each ended.</summary>
    public static SideBySideReport Summary(IReadOnlyList<NamedRun> runs)
    {
        int passed = runs.Count(run => run.Run.Verdict == "pass");
        return new SideBySideReport($"{passed} of {runs.Count} scenarios passed", SummaryTable.Of(runs), SummaryTable.Reasons(runs), runs);
    }

    public void Write(IAnsiConsole console)
    {
        int width = Math.Min(console.Profile.Width, WidestLine);
        string[] lines =
        [
            "", Printable.Of(_title), "",
            .. Lines(_table, width),
            .. _volumes is null ? (string[])[] : ["", VolumeTable.Title, "", .. Lines(_volumes, width)],
            .. _remarks.Take(1).Select(_ => ""),
            .. _remarks.SelectMany(remark => Wrapped.Words("  - ", Printable.Of(remark), width)),
        ];
        foreach (string line in lines) console.Write(new ConsoleLine(line));
    }

    private static IEnumerable<string> Lines(ReportTable table, int width)
    {
        string[][] rows = [[.. table.Head.Select(head => head.TrimStart('>'))], .. table.Rows];
        return TextTable.Lines([.. rows.Select(row => (string[])[.. row.Select(Printable.Of)])], width);
    }

    /// <summary>Writes <c>NAME.md</c> and <c>NAME.html</c>, in the place of what was there.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public void WriteTo(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{name}.md"), Markdown());
        File.WriteAllText(Path.Combine(folder, $"{name}.html"), Html());
    }

    public string Markdown()
    {
        Markdown text = new();
        text.Heading(1, Analysis.Pages.Markdown.Escape(_title));
        Write(text, _table);
        if (_volumes is not null)
        {
            text.Heading(2, VolumeTable.Title);
            Write(text, _volumes);
        }

        text.List(_remarks.Select(Analysis.Pages.Markdown.Escape));
        text.Heading(2, "To repeat them");
        text.List(_runs.Select(run => $"{Analysis.Pages.Markdown.Escape(run.Name)}: {Analysis.Pages.Markdown.Code(run.Run.Environment.Command)}"));
        return text.ToString();
    }

    public string Html() => HtmlPage.Text(_title, html =>
    {
        html.Element("h1", _title);
        html.Table(_title, _table);
        if (_volumes is not null)
        {
            html.Element("h2", VolumeTable.Title);
            html.Table(VolumeTable.Title, _volumes);
        }

        html.List(_remarks);
        html.Element("h2", "To repeat them");
        html.List(_runs.Select(run => $"{run.Name}: {run.Run.Environment.Command}"));
    });

    private static void Write(Markdown text, ReportTable table) =>
        text.Table([.. table.Head.Select(Escaped)], table.Rows.Select(row => (string[])[.. row.Select(Analysis.Pages.Markdown.Escape)]));

    /// <summary>A column's sign of a number stays.</summary>
    private static string Escaped(string head) => head.StartsWith('>') ? $">{Analysis.Pages.Markdown.Escape(head[1..])}" : Analysis.Pages.Markdown.Escape(head);
}
