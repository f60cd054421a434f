using System.Text;
using System.Text.Json;

namespace HotPath.Gate.History;

/// <summary>The history: a file for each environment, a line for each result.</summary>
internal sealed class HistoryFolder(string path)
{
    public static readonly string Default = Path.Combine("results", "history");

    private const string Pattern = "*.ndjson";

    /// <summary>All entries, the files in the order of their names, the lines in their own.</summary>
    /// <exception cref="GateException">A line is damaged, of another version, or in the file of another environment.</exception>
    public IReadOnlyList<HistoryEntry> Read() => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, Pattern).Order(StringComparer.Ordinal).SelectMany(ReadFile)]
        : [];

    /// <summary>Adds a line to the file of the entry's environment.</summary>
    /// <returns>The file; null where the result is there already.</returns>
    public string? Add(HistoryEntry entry)
    {
        string file = PathOf(entry);
        if (File.Exists(file) && ReadFile(file).Any(other => other.Id == entry.Id)) return null;

        Directory.CreateDirectory(path);
        using FileStream stream = new(file, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry, HistoryJson.Default.HistoryEntry) + "\n"));
        return file;
    }

    private static List<HistoryEntry> ReadFile(string file)
    {
        List<HistoryEntry> entries = [];
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;

            HistoryEntry entry = Parse(line, $"line {number} of {file}");
            if (NameOf(entry) != Path.GetFileName(file))
            {
                throw GateException.BadInput($"line {number} of {file} is of another environment, whose file is {NameOf(entry)}; results of different machines are never mixed. Move it there.");
            }

            entries.Add(entry);
        }

        return entries;
    }

    private static HistoryEntry Parse(string line, string place)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            int? version = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("schemaVersion", out JsonElement number)
                && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int value) ? value : null;
            return version == HistoryEntry.CurrentSchemaVersion
                ? document.Deserialize(HistoryJson.Default.HistoryEntry)!
                : throw GateException.BadInput(FormattableString.Invariant($"{place} has schemaVersion {version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing"}; this build knows {HistoryEntry.CurrentSchemaVersion}."));
        }
        catch (JsonException e)
        {
            throw GateException.BadInput($"{place} is damaged ({e.Message.TrimEnd('.')}); take it away, or take the file from its origin again.");
        }
    }

    private string PathOf(HistoryEntry entry) => Path.Combine(path, NameOf(entry));

    private static string NameOf(HistoryEntry entry) => $"{entry.Kind}-{entry.Fingerprint()}.ndjson";
}
