using System.Text;
using HotPath.Analysis.Plots;

namespace HotPath.Soak.Dashboard;

/// <summary>A file of the page, which the program carries in itself.</summary>
/// <param name="Path">Where it is served.</param>
internal sealed record PageAsset(string Path, string ContentType, byte[] Content)
{
    public static IReadOnlyList<PageAsset> All { get; } =
    [
        new("/", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Read("index.html"))),
        new("/page.css", "text/css; charset=utf-8", Encoding.UTF8.GetBytes(PlotStyle.Sheet + Read("page.css"))),
        new("/page.js", "text/javascript; charset=utf-8", Encoding.UTF8.GetBytes(Read("page.js"))),
        new("/icon.svg", "image/svg+xml", Encoding.UTF8.GetBytes(Read("icon.svg"))),
    ];

    private static string Read(string name)
    {
        using Stream file = typeof(PageAsset).Assembly.GetManifestResourceStream($"wwwroot/{name}")!; // embedded by the project file
        using StreamReader reader = new(file);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
