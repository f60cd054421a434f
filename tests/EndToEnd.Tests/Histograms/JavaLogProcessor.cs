using System.Globalization;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Histograms;

/// <summary>HistogramLogProcessor, the reader of logs that comes with Java's HdrHistogram.</summary>
internal sealed class JavaLogProcessor
{
    private const string Install = "apt-get install -y --no-install-recommends default-jre-headless libhdrhistogram-java";

    private readonly string _java;
    private readonly string _jar;

    private JavaLogProcessor(string java, string jar)
    {
        _java = java;
        _jar = jar;
    }

    /// <summary>Skips the test, or fails it, where Java or its HdrHistogram is missing.</summary>
    public static JavaLogProcessor Find() => new(
        Peer.Require("java", Install),
        Peer.RequireFile("Java's HdrHistogram", ["/usr/share/java/hdrhistogram.jar", "/usr/share/java/HdrHistogram.jar"], Install));

    /// <param name="folder">Its output goes there.</param>
    /// <returns>By tag, what it says of all tags that it finds.</returns>
    public async Task<Dictionary<string, LogFigures>> ReadAsync(string log, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        string tags = await RunAsync(["-i", log, "-listtags"], cancellationToken);

        Dictionary<string, LogFigures> figures = [];
        foreach (string tag in LinesOf(tags).Skip(1)) // a heading
        {
            string output = folder.NewPath($"java-{tag}.csv");
            await RunAsync(["-i", log, "-tag", tag, "-csv", "-outputValueUnitRatio", "1", "-o", output], cancellationToken);
            figures.Add(tag, Parse(await File.ReadAllTextAsync(output, cancellationToken)));
        }

        return figures;
    }

    // A line for each interval, with the figures of it and of all so far: the last line has the whole log's.
    private static LogFigures Parse(string csv)
    {
        string[] lines = LinesOf(csv);
        string[] names = Array.Find(lines, line => line.StartsWith("\"Timestamp\"", StringComparison.Ordinal))!.Split(',');
        string[] last = lines[^1].Split(',');
        return new LogFigures(Figure("Total_Count"), Figure("Total_50%"), Figure("Total_90%"), Figure("Total_99%"), Figure("Total_99.9%"), Figure("Total_Max"));

        long Figure(string name) => (long)decimal.Parse(last[Array.IndexOf(names, $"\"{name}\"")], CultureInfo.InvariantCulture);
    }

    private Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken) =>
        PeerCommand.RunAsync(_java, ["-cp", _jar, "org.HdrHistogram.HistogramLogProcessor", .. arguments], input: "", cancellationToken);

    private static string[] LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
