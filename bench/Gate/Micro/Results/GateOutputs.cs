using HotPath.Gate.Github;

namespace HotPath.Gate.Micro.Results;

/// <summary>Says a comparison everywhere: in the terminal, in files, and to GitHub where that runs it.</summary>
internal static class GateOutputs
{
    public const string JsonFile = "gate.json";
    public const string MarkdownFile = "gate.md";
    public const string HtmlFile = "gate.html";

    public static void Write(GateReport report, string folder, TextWriter output)
    {
        string markdown = GateMarkdown.Text(report);
        WriteWhole(Path.Combine(folder, JsonFile), GateFormat.Write(report));
        WriteWhole(Path.Combine(folder, MarkdownFile), markdown);
        WriteWhole(Path.Combine(folder, HtmlFile), GateHtml.Text(report));
        GateConsole.Write(report, output);
        output.WriteLine($"written: {Path.Combine(folder, MarkdownFile)}, {HtmlFile} and {JsonFile}");
        GithubActions.Write(GateAnnotations.Of(report), markdown, output);
    }

    /// <summary>A reader sees the whole file or none.</summary>
    internal static void WriteWhole(string path, string text)
    {
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
