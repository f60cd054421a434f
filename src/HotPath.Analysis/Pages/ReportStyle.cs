namespace HotPath.Analysis.Pages;

/// <summary>The style sheet of <c>report.html</c>, which lies beside this file.</summary>
internal static class ReportStyle
{
    public static string Sheet { get; } = Read();

    private static string Read()
    {
        using Stream file = typeof(ReportStyle).Assembly.GetManifestResourceStream("report.css")!; // embedded by the project file
        using StreamReader reader = new(file);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
