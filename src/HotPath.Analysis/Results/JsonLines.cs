using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HotPath.Analysis.Results;

/// <summary>Reads a file of JSON, one record a line, as far as it goes.</summary>
internal static class JsonLines
{
    private const int MaxLinesNamed = 10;

    /// <param name="path">Of a file that is there.</param>
    /// <param name="format">Of a line.</param>
    /// <param name="record">What a line is called, for example <c>interval</c>.</param>
    /// <param name="remarks">Receives what is damaged.</param>
    public static IReadOnlyList<T> Read<T>(string path, JsonTypeInfo<T> format, string record, List<string> remarks)
        where T : class
    {
        string fileName = Path.GetFileName(path);
        ReadOnlySpan<byte> rest = Load(path);
        List<T> records = [];
        List<int> damagedLines = [];
        for (int number = 1; !rest.IsEmpty; number++)
        {
            int length = rest.IndexOf((byte)'\n');
            bool ended = length >= 0;
            ReadOnlySpan<byte> line = ended ? rest[..length] : rest;
            rest = ended ? rest[(length + 1)..] : [];

            if (line.Trim(" \t\r"u8).IsEmpty) continue;
            if (Parse(line, format) is { } read) records.Add(read);
            else if (ended) damagedLines.Add(number);
            else remarks.Add($"{fileName} ends in mid-line: the last {record} is left out");
        }

        if (damagedLines.Count > 0) remarks.Add(DamageRemark(fileName, record, damagedLines));
        return records;
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

    private static T? Parse<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> format)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, format);
        }
        catch (JsonException)
        {
            return null; // becomes a remark
        }
    }

    private static string DamageRemark(string fileName, string record, List<int> lines)
    {
        string named = string.Join(", ", lines.Take(MaxLinesNamed)) + (lines.Count > MaxLinesNamed ? ", ..." : "");
        return lines.Count == 1
            ? $"{fileName} is damaged in line {named}: its {record} is left out"
            : $"{fileName} is damaged in {lines.Count} lines, which are left out: {named}";
    }
}
