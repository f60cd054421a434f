using System.Text.RegularExpressions;

namespace HotPath.Architecture.Tests.Documents;

/// <summary>Tables of benchmarks on a page. Each is announced by <c>&lt;!-- table: results/micro/MACHINE/CLASS.md --&gt;</c> and is that file's, letter for letter.</summary>
internal static partial class QuotedTables
{
    private const string Folder = "results/micro/";

    /// <param name="readLines">A file of the repository; null where there is none.</param>
    /// <returns>What is wrong; empty when every table says what was recorded.</returns>
    public static IEnumerable<string> Findings(string page, IReadOnlyList<string> lines, Func<string, IReadOnlyList<string>?> readLines)
    {
        HashSet<string> announced = [];
        foreach ((string before, IReadOnlyList<string> rows) in MarkdownText.Tables(lines))
        {
            Match announcement = Announcement().Match(before);
            if (announcement.Success)
            {
                string file = announcement.Groups["file"].Value;
                announced.Add(before);
                if (ProblemWith(file, rows, readLines) is { } problem) yield return $"{page}: {problem}";
            }
            else if (IsOfBenchmarks(rows))
            {
                yield return $"{page} has a table of benchmarks without '<!-- table: {Folder}MACHINE/CLASS.md -->' before it: {rows[0]}";
            }
        }

        foreach (string line in lines.Where(line => line.Contains("<!-- table:", StringComparison.Ordinal) && !announced.Contains(line.Trim())))
        {
            yield return $"{page} announces a table that does not follow: {line.Trim()}";
        }
    }

    private static string? ProblemWith(string file, IReadOnlyList<string> rows, Func<string, IReadOnlyList<string>?> readLines)
    {
        if (!file.StartsWith(Folder, StringComparison.Ordinal)) return $"the table of {file} is not recorded; it must be below {Folder}.";
        if (readLines(file) is not { } recorded) return $"there is no {file} for the table that quotes it.";

        IReadOnlyList<string>[] tables = [.. MarkdownText.Tables(recorded).Select(table => table.Rows)];
        return tables is [{ } table] && table.SequenceEqual(rows)
            ? null
            : $"the table differs from the one in {file}; copy it anew:\n{string.Join('\n', tables.SelectMany(found => found))}";
    }

    // BenchmarkDotNet's first column; no other table of a page begins so.
    private static bool IsOfBenchmarks(IReadOnlyList<string> rows) => BenchmarkHeader().IsMatch(rows[0]);

    [GeneratedRegex("^<!-- table: (?<file>[^ ]+) -->$")]
    private static partial Regex Announcement();

    [GeneratedRegex(@"^\|\s*Method\s*\|")]
    private static partial Regex BenchmarkHeader();
}
