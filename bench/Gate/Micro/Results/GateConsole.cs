using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Micro.Results;

/// <summary>The comparison in the terminal: the table, what is wrong in words, and the outcome last.</summary>
internal static class GateConsole
{
    private const int WidestTable = 160;

    public static void Write(GateReport report, TextWriter output)
    {
        ReportTable table = VerdictTables.Of(report.Benchmarks);
        output.WriteLine();
        foreach (string line in TextTable.Lines([[.. table.Head.Select(head => head.TrimStart('>'))], .. table.Rows.Select(row => row.Select(Printable.Of).ToArray())], WidestTable))
        {
            output.WriteLine(line.TrimEnd());
        }

        output.WriteLine();
        foreach (BenchmarkVerdict benchmark in report.Benchmarks.Where(benchmark => benchmark.Verdict != Verdict.Same))
        {
            output.WriteLine($"{Outcomes.Name(benchmark.Verdict)}: {Printable.Of(benchmark.Name)}: {Printable.Of(benchmark.Reason)}");
        }

        foreach (string remark in report.Remarks) output.WriteLine($"note: {Printable.Of(remark)}");
        output.WriteLine(Outcomes.Text(report));
    }
}
