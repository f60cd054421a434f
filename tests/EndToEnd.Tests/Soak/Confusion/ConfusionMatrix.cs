using System.Globalization;
using System.Text;

namespace HotPath.EndToEnd.Tests.Soak.Confusion;

/// <summary>What was injected against what was found.</summary>
internal sealed class ConfusionMatrix
{
    private const int MostSeedsNamed = 5;

    private readonly Dictionary<string, (string Expected, SortedDictionary<string, List<long>> Found)> _rows = [];

    /// <summary>Streams that were found as something else than they are, as sentences.</summary>
    public IEnumerable<string> Mistakes => _rows.SelectMany(row => row.Value.Found
        .Where(found => found.Key != row.Value.Expected)
        .Select(found => $"{found.Value.Count} streams with {row.Key} were found to be {found.Key}, not {row.Value.Expected}; seeds {string.Join(", ", found.Value.Take(MostSeedsNamed))}"));

    public void Add(InjectedStreams round, IReadOnlyDictionary<long, string> names)
    {
        foreach ((long seed, string? fault) in round.Streams)
        {
            string row = StreamNames.Row(fault, round.Faults);
            if (!_rows.TryGetValue(row, out (string Expected, SortedDictionary<string, List<long>> Found) known))
            {
                _rows[row] = known = (StreamNames.Expected(fault, round.Faults.RejectStatus), new(StringComparer.Ordinal));
            }

            if (!known.Found.TryGetValue(names[seed], out List<long>? seeds)) known.Found[names[seed]] = seeds = [];
            seeds.Add(seed);
        }
    }

    /// <param name="title">The way that the streams took.</param>
    public string ToMarkdown(string title)
    {
        string[] columns = [.. _rows.Values.SelectMany(row => row.Found.Keys.Append(row.Expected)).Distinct().OrderBy(name => name != StreamNames.Completed).ThenBy(name => name, StringComparer.Ordinal)];
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| injected | streams | {string.Join(" | ", columns)} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| --- | ---: |{string.Concat(columns.Select(_ => " ---: |"))}");
        foreach ((string row, (_, SortedDictionary<string, List<long>> found)) in _rows.OrderBy(row => row.Key, StringComparer.Ordinal)) // (none) comes first
        {
            IEnumerable<string> cells = columns.Select(column => found.TryGetValue(column, out List<long>? seeds) ? Number(seeds.Count) : "");
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row} | {Number(found.Values.Sum(seeds => seeds.Count))} | {string.Join(" | ", cells)} |");
        }

        return text.AppendLine().ToString();
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
