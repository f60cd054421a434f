using System.Text;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;

namespace HotPath.Micro.Results;

/// <summary>What BenchmarkDotNet's exporters write of a class, as text.</summary>
internal static class TableText
{
    /// <summary>The benchmark class; all of them, where they were joined into one table.</summary>
    public static string Name(Summary summary) =>
        string.Join(", ", summary.BenchmarksCases.Select(benchmarkCase => benchmarkCase.Descriptor.Type.Name).Distinct());

    public static string Markdown(Summary summary) => Export(MarkdownExporter.GitHub, summary);

    /// <summary>The same without what BenchmarkDotNet says of the machine before it.</summary>
    public static string TableOnly(Summary summary) =>
        string.Join('\n', Export(MarkdownExporter.Console, summary).Split('\n').Where(line => line.StartsWith('|')));

    /// <summary>Every measurement, in one line.</summary>
    public static string Json(Summary summary) => Export(JsonExporter.FullCompressed, summary);

    private static string Export(IExporter exporter, Summary summary)
    {
        LogCapture log = new();
        exporter.ExportToLog(summary, log);
        string text = string.Concat(log.CapturedOutput.Select(line => line.Text)).ReplaceLineEndings("\n");
        return text.Trim('\n') + "\n";
    }
}
