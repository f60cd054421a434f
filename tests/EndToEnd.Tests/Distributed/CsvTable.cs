namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>Reads a file of comma-separated values as Python's csv writes it.</summary>
internal static class CsvTable
{
    /// <returns>Each line by the names of the first.</returns>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string file)
    {
        string[][] lines = [.. File.ReadAllLines(file).Where(line => line.Length > 0).Select(Fields)];
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static string[] Fields(string line)
    {
        List<string> fields = [];
        int at = 0;
        while (at <= line.Length)
        {
            if (at < line.Length && line[at] == '"')
            {
                int end = at + 1;
                while (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"')) end += line[end] == '"' ? 2 : 1;
                fields.Add(line[(at + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal));
                at = end + 2;
            }
            else
            {
                int comma = line.IndexOf(',', at);
                int end = comma < 0 ? line.Length : comma;
                fields.Add(line[at..end]);
                at = end + 1;
            }
        }

        return [.. fields];
    }
}
