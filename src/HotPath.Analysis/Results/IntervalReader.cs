using System.Text.Json;

namespace HotPath.Analysis.Results;

/// <summary>Reads <c>intervals.ndjson</c> as far as it goes.</summary>
internal static class IntervalReader
{
    private const int MaxLinesNamed = 10;

    /// <param name="path">May be absent.</param>
    /// <param name="remarks">Receives what is missing or damaged.</param>
    public static IReadOnlyList<IntervalResult> Read(string path, List<string> remarks)
    {
        if (!File.Exists(path))
        {
            remarks.Add($"{ResultFileNames.Intervals} is missing: nothing is known of the course of the run");
            return [];
        }

        ReadOnlySpan<byte> rest = Load(path);
        List<IntervalResult> intervals = [];
        List<int> damagedLines = [];
        for (int number = 1; !rest.IsEmpty; number++)
        {
            int length = rest.IndexOf((byte)'\n');
            bool ended = length >= 0;
            ReadOnlySpan<byte> line = ended ? rest[..length] : rest;
            rest = ended ? rest[(length + 1)..] : [];

            if (line.Trim(" \t\r"u8).IsEmpty) continue;
            if (Parse(line) is { } interval) intervals.Add(interval);
            else if (ended) damagedLines.Add(number);
            else remarks.Add($"{ResultFileNames.Intervals} ends in mid-line: the last interval is left out");
        }

        if (damagedLines.Count > 0) remarks.Add(DamageRemark(damagedLines));
        return intervals;
    }

    private static byte[] Load(string path)
    {
        try
        {
            using FileStream file = ResultReader.OpenShared(path);
            byte[] bytes = new byte[file.Length]; // what a run adds meanwhile is not looked at
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ResultFolderException.NotRead(path, e);
        }
    }

    private static IntervalResult? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ResultFormat.Interval);
        }
        catch (JsonException)
        {
            return null; // becomes a remark
        }
    }

    private static string DamageRemark(List<int> lines)
    {
        string named = string.Join(", ", lines.Take(MaxLinesNamed)) + (lines.Count > MaxLinesNamed ? ", ..." : "");
        return lines.Count == 1
            ? $"{ResultFileNames.Intervals} is damaged in line {named}: its interval is left out"
            : $"{ResultFileNames.Intervals} is damaged in {lines.Count} lines, which are left out: {named}";
    }
}
