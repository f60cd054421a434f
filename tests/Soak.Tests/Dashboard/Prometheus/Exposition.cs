using System.Globalization;
using System.Text.RegularExpressions;

namespace HotPath.Soak.Tests.Dashboard.Prometheus;

/// <summary>A reader of Prometheus' text format that shares nothing with the writer: written by the format's page, refusing what that does not allow.</summary>
internal static partial class Exposition
{
    public static IReadOnlyList<Sample> Read(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        List<Sample> samples = [];
        Dictionary<string, string> types = [];
        string? family = null;
        string? helped = null;
        foreach (string line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
            {
                helped = help.Groups["name"].Value;
            }
            else if (Type().Match(line) is { Success: true } type)
            {
                family = type.Groups["name"].Value;
                Assert.Equal(helped, family);
                Assert.True(types.TryAdd(family, type.Groups["type"].Value), $"{family} is begun twice");
            }
            else
            {
                Match sample = SampleLine().Match(line);
                Assert.True(sample.Success, $"no line of the format: {line}");
                string name = sample.Groups["name"].Value;
                string suffix = name[(family ?? "").Length..];
                Assert.StartsWith(family!, name, StringComparison.Ordinal);
                Assert.Contains(suffix, types[family!] switch { "histogram" => ["_bucket", "_sum", "_count"], "summary" => ["", "_sum", "_count"], _ => (string[])[""] });
                samples.Add(new Sample(family!, types[family!], name, LabelsOf(sample.Groups["labels"].Value), NumberOf(sample.Groups["value"].Value)));
            }
        }

        Assert.Equal(samples.Count, samples.Select(sample => sample.Series).Distinct().Count());
        return samples;
    }

    private static Dictionary<string, string> LabelsOf(string text)
    {
        Dictionary<string, string> labels = [];
        int end = 0;
        foreach (Match label in Label().Matches(text))
        {
            Assert.Equal(end, label.Index);
            end = label.Index + label.Length;
            string value = Escaped().Replace(label.Groups["value"].Value, found => found.Value switch { "\\n" => "\n", "\\\"" => "\"", _ => "\\" });
            Assert.True(labels.TryAdd(label.Groups["name"].Value, value), $"a label twice: {text}");
        }

        Assert.Equal(text.Length, end);
        return labels;
    }

    private static double NumberOf(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) \S.*$", RegexOptions.CultureInvariant)]
    private static partial Regex Help();

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram|summary)$", RegexOptions.CultureInvariant)]
    private static partial Regex Type();

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>.*)\})? (?<value>\S+)$", RegexOptions.CultureInvariant)]
    private static partial Regex SampleLine();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\\n]|\\[\\"n])*)"(,|$)""", RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex("""\\[\\"n]""", RegexOptions.CultureInvariant)]
    private static partial Regex Escaped();
}

internal sealed record Sample(string Family, string Type, string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    public string Series => $"{Name}|{string.Join('|', Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"))}";

    public string this[string label] => Labels[label];
}
