using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HotPath.Analysis.Results;

/// <summary>Reads a file of JSON, one record a line, as far as it goes: one line is in memory, whatever the file's length.</summary>
internal static class JsonLines
{
    private const int MaxLinesNamed = 10;

    /// <param name="path">Of a file that is there.</param>
    /// <param name="format">Of a line.</param>
    /// <param name="record">What a line is called, for example <c>interval</c>.</param>
    /// <param name="remark">Told what is damaged, at the end of each enumeration.</param>
    /// <exception cref="ResultFolderException">Thrown while enumerating: the file cannot be read.</exception>
    public static IEnumerable<T> Read<T>(string path, JsonTypeInfo<T> format, string record, Action<string>? remark)
        where T : class
    {
        string name = Path.GetFileName(path);
        using LineFile file = Open(path);
        List<int> damaged = [];
        int damagedLines = 0;
        for (int number = 1; TryReadLine(file, path, format, out T? read, out LineState state); number++)
        {
            if (read is not null)
            {
                yield return read;
            }
            else if (state is LineState.Damaged && damagedLines++ < MaxLinesNamed)
            {
                damaged.Add(number);
            }
            else if (state is LineState.Torn)
            {
                remark?.Invoke($"{name} ends in mid-line: the last {record} is left out");
            }
        }

        if (damagedLines > 0) remark?.Invoke(DamageRemark(name, record, damaged, damagedLines));
    }

    private static LineFile Open(string path)
    {
        try
        {
            return new LineFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ResultFolderException.NotRead(path, e);
        }
    }

    private static bool TryReadLine<T>(LineFile file, string path, JsonTypeInfo<T> format, out T? read, out LineState state)
        where T : class
    {
        read = null;
        state = LineState.Blank;
        try
        {
            if (!file.TryRead(out ReadOnlySpan<byte> line, out bool isEnded)) return false;
            if (line.Trim(" \t\r"u8).IsEmpty) return true;

            read = Parse(line, format);
            state = read is not null ? LineState.Whole : isEnded ? LineState.Damaged : LineState.Torn;
            return true;
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

    private static string DamageRemark(string name, string record, List<int> lines, int count)
    {
        string named = string.Join(", ", lines) + (count > lines.Count ? ", ..." : "");
        return count == 1
            ? $"{name} is damaged in line {named}: its {record} is left out"
            : $"{name} is damaged in {count} lines, which are left out: {named}";
    }

    private enum LineState
    {
        Blank,
        Whole,
        Damaged,
        Torn,
    }
}
