using System.Globalization;

namespace HotPath.Gate.Peers.Results;

/// <summary>Where a report lands: <c>DATE.json</c> and <c>DATE.md</c>, with a number behind the date when the day has one already.</summary>
internal static class ReportFiles
{
    /// <returns>The path without its ending.</returns>
    public static string Write(PeersReport report, string folder)
    {
        Directory.CreateDirectory(folder);
        string name = FreeName(folder, report.StartedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        WriteWhole(name + ".md", PeersMarkdown.Write(report));
        WriteWhole(name + ".json", PeersFormat.Write(report));
        return name;
    }

    private static string FreeName(string folder, string date)
    {
        string name = Path.Combine(folder, date);
        for (int number = 2; File.Exists(name + ".json") || File.Exists(name + ".md"); number++)
        {
            name = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{date}-{number}"));
        }

        return name;
    }

    /// <summary>A reader sees the whole file or none.</summary>
    private static void WriteWhole(string path, string text)
    {
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path);
    }
}
