using System.Globalization;

namespace HotPath.Soak.Tests.Outputs.Influx;

/// <summary>A reader of InfluxDB's line protocol that shares nothing with the writer: letter by letter, refusing what the protocol does not allow.</summary>
internal sealed record InfluxPoint(string Measurement, IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, object> Fields, long Nanoseconds)
{
    public static IReadOnlyList<InfluxPoint> Read(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text[..^1].Split('\n').Select(ReadLine)];
    }

    private static InfluxPoint ReadLine(string line)
    {
        int at = 0;
        string measurement = Until(line, ref at, ", ", allowsEquals: true);
        Dictionary<string, string> tags = [];
        while (line[at] == ',')
        {
            at++;
            string key = Until(line, ref at, "=", allowsEquals: false);
            at++;
            Assert.True(tags.TryAdd(key, Until(line, ref at, ", ", allowsEquals: false)), $"a tag twice: {line}");
        }

        Dictionary<string, object> fields = [];
        do
        {
            at++;
            string key = Until(line, ref at, "=", allowsEquals: false);
            at++;
            Assert.True(fields.TryAdd(key, ReadValue(line, ref at)), $"a field twice: {line}");
        }
        while (line[at] == ',');

        Assert.Equal(' ', line[at]);
        return new InfluxPoint(measurement, tags, fields, long.Parse(line.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static string Until(string line, ref int at, string ends, bool allowsEquals)
    {
        List<char> read = [];
        for (; !ends.Contains(line[at], StringComparison.Ordinal); at++)
        {
            if (line[at] == '\\' && line[at + 1] is ',' or ' ' or '=') at++;
            else Assert.True(allowsEquals || line[at] != '=', $"a bare = in {line}");
            read.Add(line[at]);
        }

        Assert.NotEmpty(read);
        return new string([.. read]);
    }

    private static object ReadValue(string line, ref int at)
    {
        if (line[at] == '"')
        {
            List<char> read = [];
            for (at++; line[at] != '"'; at++)
            {
                if (line[at] == '\\') at++;
                read.Add(line[at]);
            }

            at++;
            return new string([.. read]);
        }

        int from = at;
        while (line[at] is not (',' or ' ')) at++;
        string text = line[from..at];
        return text.EndsWith('i') ? (object)long.Parse(text[..^1], CultureInfo.InvariantCulture) : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
