using HotPath.Analysis.Pages;
using HotPath.Gate.Github;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Soak.Comparing;

namespace HotPath.Gate.Soak.Results;

/// <summary>Says a comparison of soak runs everywhere: in the terminal, in files where a folder is given, and to GitHub where that runs it.</summary>
internal static class SoakOutputs
{
    private const int WidestTable = 160;

    /// <param name="folder">Null: no files.</param>
    public static void Write(SoakReport report, string? folder, TextWriter output)
    {
        string markdown = SoakMarkdown.Text(report);
        WriteConsole(report, output);
        if (folder is not null) WriteFiles(report, markdown, folder, output);
        GithubActions.Write(SoakAnnotations.Of(report), markdown, output);
    }

    private static void WriteFiles(SoakReport report, string markdown, string folder, TextWriter output)
    {
        Directory.CreateDirectory(folder);
        GateOutputs.WriteWhole(Path.Combine(folder, GateOutputs.JsonFile), SoakFormat.Write(report));
        GateOutputs.WriteWhole(Path.Combine(folder, GateOutputs.MarkdownFile), markdown);
        GateOutputs.WriteWhole(Path.Combine(folder, GateOutputs.HtmlFile), SoakHtml.Text(report));
        output.WriteLine($"written: {Path.Combine(folder, GateOutputs.MarkdownFile)}, {GateOutputs.HtmlFile} and {GateOutputs.JsonFile}");
    }

    private static void WriteConsole(SoakReport report, TextWriter output)
    {
        output.WriteLine(Printable.Of(SoakTables.Sides(report)));
        if (report.Figures.Count > 0)
        {
            ReportTable table = SoakTables.Of(report.Figures);
            output.WriteLine();
            foreach (string line in TextTable.Lines([[.. table.Head.Select(head => head.TrimStart('>'))], .. table.Rows], WidestTable)) output.WriteLine(line.TrimEnd());
            output.WriteLine();
        }

        foreach (string problem in report.Problems) output.WriteLine($"cannot say: {Printable.Of(problem)}");
        foreach (FigureComparison figure in report.Figures.Where(figure => figure.Reason.Length > 0)) output.WriteLine($"{Outcomes.Name(figure.Verdict)}: {figure.Name}: {figure.Reason}");

        foreach (string remark in report.Remarks) output.WriteLine($"note: {Printable.Of(remark)}");
        output.WriteLine(SoakTables.Headline(report));
    }
}
