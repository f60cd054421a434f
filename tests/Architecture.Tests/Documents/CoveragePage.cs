using System.Text.RegularExpressions;

namespace HotPath.Architecture.Tests.Documents;

/// <summary>
/// The page that maps what the test of a gateway must cover to what covers it and to the tests that prove it: a section with a table of three
/// columns for each letter, and a list of what is not there yet.
/// </summary>
internal static partial class CoveragePage
{
    /// <summary>Goes down with each gap that is closed; one more is a decision, not a slip.</summary>
    public const int MostNotYet = 3;

    private const string Letters = "ABCDEFGHI";
    private const string NotYet = "not yet";
    private const string Gaps = "## Not yet";

    /// <returns>What is wrong; empty when every item is covered, and proven by a test that there is.</returns>
    public static IEnumerable<string> Findings(IReadOnlyList<string> lines, KnownNames known)
    {
        List<CoverageRow> rows = [.. Rows(lines)];
        return Letters.Where(letter => rows.TrueForAll(row => row.Section != letter))
            .Select(letter => $"section {letter} is missing or has no row; it begins with '## {letter}. ' and holds a table.")
            .Concat(rows.SelectMany(row => FindingsOf(row, known)))
            .Concat(FindingsOfGaps(rows, [.. GapsOf(lines)]));
    }

    private static IEnumerable<string> FindingsOf(CoverageRow row, KnownNames known)
    {
        if (row.Cells.Count != 3)
        {
            yield return $"{row}: has {row.Cells.Count} columns; they must be three: the item, what covers it, and the tests.";
            yield break;
        }

        if (IsGap(row)) yield break;

        string[] cover = [.. Spans(row.Cells[1])];
        if (cover.Length == 0) yield return $"{row}: says nothing that covers it; name it in code spans as a user types it, or write '{NotYet}: ' and what is missing.";
        foreach (string problem in cover.SelectMany(span => ProblemsOfCover(span, known))) yield return $"{row}: {problem}";

        string[] tests = [.. Spans(row.Cells[2])];
        if (tests.Length == 0) yield return $"{row}: has no test; name those that prove it in code spans, as Class or Class.Method.";
        foreach (string test in tests.Where(test => !known.Tests.Contains(test))) yield return $"{row}: there is no test {test} below tests/.";
    }

    private static IEnumerable<string> ProblemsOfCover(string span, KnownNames known)
    {
        string[] words = span.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (string option in words.Where(word => word.StartsWith("--", StringComparison.Ordinal) && !known.Options.Contains(word)))
        {
            yield return $"there is no option {option}, which `{span}` names.";
        }

        IEnumerable<string> scenarios = words[0] == "run" ? words.Skip(1).TakeWhile(word => !word.StartsWith('-')) : [];
        foreach (string scenario in scenarios.Where(name => !name.EndsWith(".json", StringComparison.Ordinal) && !known.Scenarios.Contains(name)))
        {
            yield return $"there is no built-in scenario {scenario}, which `{span}` names.";
        }

        if (!MemberPath().IsMatch(span)) yield break;

        foreach (string member in span.Replace("[]", "", StringComparison.Ordinal).Split('.').Where(member => !known.Members.Contains(member)))
        {
            yield return $"a scenario has no member {member}, which `{span}` names.";
        }
    }

    private static IEnumerable<string> FindingsOfGaps(IReadOnlyList<CoverageRow> rows, IReadOnlyList<string> listed)
    {
        string[] open = [.. rows.Where(IsGap).Select(row => row.Cells[0])];
        foreach (string item in open.Except(listed)) yield return $"'{item}' is {NotYet} covered, and does not stand under '{Gaps}' as '- **{item}**'.";
        foreach (string item in listed.Except(open)) yield return $"'{item}' stands under '{Gaps}', and no row says that it is {NotYet} covered.";
        if (listed.Count > MostNotYet) yield return $"{listed.Count} items stand under '{Gaps}'; {MostNotYet} is the most.";
    }

    private static bool IsGap(CoverageRow row) => row.Cells.Count == 3 && row.Cells[1].StartsWith($"{NotYet}: ", StringComparison.Ordinal);

    private static IEnumerable<CoverageRow> Rows(IReadOnlyList<string> lines)
    {
        char section = '\0';
        int row = 0;
        foreach (string line in lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) section = Section().Match(line) is { Success: true } letter ? letter.Groups[1].Value[0] : '\0';
            row = line.StartsWith('|') ? row + 1 : 0;
            if (section != '\0' && row > 2) yield return new CoverageRow(section, [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())]); // behind the header and its rule
        }
    }

    private static IEnumerable<string> GapsOf(IReadOnlyList<string> lines) => lines
        .SkipWhile(line => line != Gaps).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Select(line => Gap().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Spans(string cell) => Span().Matches(cell).Select(match => match.Groups[1].Value);

    [GeneratedRegex("^## ([A-I])\\. .")]
    private static partial Regex Section();

    [GeneratedRegex(@"^- \*\*(.+?)\*\*")]
    private static partial Regex Gap();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();

    /// <summary>A member of the scenario file by its path; a limit has an operator, and so is none.</summary>
    [GeneratedRegex(@"^(target|load|workload|tenants|retry|thresholds|goodput|metrics|cost|gateway)(\[\])?(\.\w+(\[\])?)*$")]
    private static partial Regex MemberPath();
}

/// <summary>One row of a section's table.</summary>
internal sealed record CoverageRow(char Section, IReadOnlyList<string> Cells)
{
    public override string ToString() => $"{Section}, '{Cells[0]}'";
}

/// <summary>What a page may name.</summary>
/// <param name="Tests">Classes with tests, and each test as Class.Method.</param>
/// <param name="Options">Of the command lines, with their dashes.</param>
/// <param name="Scenarios">Those built in.</param>
/// <param name="Members">Of a scenario file, at any depth.</param>
internal sealed record KnownNames(
    IReadOnlySet<string> Tests, IReadOnlySet<string> Options, IReadOnlySet<string> Scenarios, IReadOnlySet<string> Members);
