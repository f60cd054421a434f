using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Soak.Comparing;

namespace HotPath.Gate.Soak.Results;

/// <summary>Says a comparison of soak runs everywhere: in the terminal, and in files where a folder is given.</summary>
internal static class SoakOutputs
{
    private const int WidestTable = 160;

    /// <param name="folder">Null: no files.</param>
    public static void Write(SoakReport report, string? folder, TextWriter output)
    {
        WriteConsole(report, output);
        if (folder is null) return;

        Directory.CreateDirectory(folder);
        WriteWhole(Path.Combine(folder, GateOutputs.JsonFile), SoakFormat.Write(report));
        WriteWhole(Path.Combine(folder, GateOutputs.MarkdownFile), SoakMarkdown.Text(report));
        WriteWhole(Path.Combine(folder, GateOutputs.HtmlFile), SoakHtml.Text(report));
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

    /// <summary>A reader sees the whole file or none.</summary>
    private static void WriteWhole(string path, string text)
    {
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
