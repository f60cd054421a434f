using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Results;

namespace HotPath.Gate.Resampled;

/// <summary>Says what the gates said: in the terminal, and in files where they are asked for.</summary>
internal static class ResampledOutputs
{
    public const string JsonFile = "resampled.json";
    public const string MarkdownFile = "resampled.md";

    private const int WidestTable = 180;

    private static readonly ResampledJson Json = new(new JsonSerializerOptions(ResampledJson.Default.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is put into no HTML
    });

    public static void WriteConsole(ResampledReport report, TextWriter output)
    {
        ReportTable table = ResampledTexts.Table(report);
        output.WriteLine(ResampledTexts.OfLaunches(report));
        output.WriteLine();
        foreach (string line in TextTable.Lines([[.. table.Head.Select(head => head.TrimStart('>'))], .. table.Rows.Select(row => row.Select(Printable.Of).ToArray())], WidestTable))
        {
            output.WriteLine(line.TrimEnd());
        }

        output.WriteLine();
        foreach (LeftOutBenchmark leftOut in report.LeftOut) output.WriteLine($"left out: {Printable.Of(leftOut.Name)}: {Printable.Of(leftOut.Reason)}");
        foreach (string share in ResampledTexts.Shares(report)) output.WriteLine(share);
    }

    public static void WriteFiles(ResampledReport report, string folder)
    {
        Directory.CreateDirectory(folder);
        GateOutputs.WriteWhole(Path.Combine(folder, JsonFile), JsonSerializer.Serialize(report, Json.ResampledReport) + "\n");
        GateOutputs.WriteWhole(Path.Combine(folder, MarkdownFile), ResampledMarkdown.Text(report));
    }
}

/// <summary>The shape of <c>resampled.json</c>: camelCase, members without a value left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResampledReport))]
internal sealed partial class ResampledJson : JsonSerializerContext;
