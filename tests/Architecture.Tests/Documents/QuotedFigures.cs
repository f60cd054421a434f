using System.Globalization;
using System.Text.RegularExpressions;

namespace HotPath.Architecture.Tests.Documents;

/// <summary>
/// Figures that a page quotes: each with a unit, in a paragraph, an item or a row that links to recorded results or says that something was measured. It must be in one of the linked
/// files, there with as many digits or more. Sums and ratios that no file has are to be recorded beside it, not reckoned on the page.
/// </summary>
internal static partial class QuotedFigures
{
    private const string Folder = "results/";
    private const NumberStyles Numbers = NumberStyles.Number | NumberStyles.AllowExponent;

    /// <param name="page">Its path from the root.</param>
    /// <param name="read">The text of a file or of all files right in a folder, by its path from the root; null where there is neither.</param>
    /// <returns>What is wrong; empty when every figure was recorded.</returns>
    public static IEnumerable<string> Findings(string page, IEnumerable<string> lines, Func<string, string?> read) =>
        Blocks(lines).SelectMany(block => FindingsOf(page, block, read));

    private static IEnumerable<string> FindingsOf(string page, string block, Func<string, string?> read)
    {
        Match[] figures = [.. Figure().Matches(WithoutCode(block)).Cast<Match>()];
        string[] links = [.. Link().Matches(block).Select(link => FromRoot(page, link.Groups["path"].Value)).Where(path => path.StartsWith(Folder, StringComparison.Ordinal))];
        if (figures.Length == 0) yield break;

        if (links.Length == 0)
        {
            if (SaysMeasured().IsMatch(block)) yield return $"{page} quotes {figures[0].Value} as measured, without a link to its file below {Folder}: {Start(block)}";
            yield break;
        }

        foreach (string missing in links.Where(link => read(link) is null)) yield return $"{page} links to {missing}, which is not there: {Start(block)}";

        decimal[] recorded = [.. links.Select(read).OfType<string>().SelectMany(NumbersOf)];
        foreach (Match figure in figures.Where(figure => !IsRecorded(figure, recorded)))
        {
            yield return $"{page} quotes {figure.Value}, which is in none of {string.Join(", ", links)}: {Start(block)}";
        }
    }

    private static bool IsRecorded(Match figure, decimal[] recorded)
    {
        decimal quoted = NumberOf(figure.Groups["number"].Value);
        int digits = figure.Groups["fraction"].Length;
        bool isShare = figure.Groups["unit"].Value == "%"; // files have shares from 0 to 1
        return Array.Exists(recorded, number => Rounds(number) || (isShare && number <= 10 && Rounds(100 * number)));

        bool Rounds(decimal number) => Math.Round(number, digits, MidpointRounding.AwayFromZero) == quoted;
    }

    /// <summary>But for what is too large: a piece of a hash is no figure, though it may look like one with an exponent.</summary>
    private static IEnumerable<decimal> NumbersOf(string text) => AnyNumber().Matches(text)
        .Select(match => decimal.TryParse(match.Value, Numbers, CultureInfo.InvariantCulture, out decimal number) ? number : (decimal?)null)
        .OfType<decimal>();

    private static decimal NumberOf(string text) => decimal.Parse(text, Numbers, CultureInfo.InvariantCulture);

    /// <summary>Paragraphs, items of lists and rows of tables, outside of code.</summary>
    private static IEnumerable<string> Blocks(IEnumerable<string> lines)
    {
        List<string> block = [];
        bool isCode = false;
        foreach (string line in lines.Append(""))
        {
            bool isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (isFence) isCode = !isCode;
            bool isBreak = isFence || isCode || line.Trim().Length == 0;
            if ((isBreak || BeginsBlock().IsMatch(line)) && block.Count > 0)
            {
                yield return string.Join(' ', block);
                block.Clear();
            }

            if (!isBreak) block.Add(line.Trim());
        }
    }

    private static string FromRoot(string page, string link)
    {
        string folder = Path.GetDirectoryName(page) ?? "";
        return Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, link))).Replace('\\', '/');
    }

    private static string WithoutCode(string block) => Code().Replace(block, "");

    private static string Start(string block) => block.Length <= 80 ? block : $"{block[..80]}...";

    [GeneratedRegex(@"(?<![\w.,:/-])(?<number>\d{1,3}(,\d{3})+(\.(?<fraction>\d+))?|\d+(\.(?<fraction>\d+))?) ?(?<unit>ns|µs|μs|us|ms|s|%|B|KB|KiB|MB|MiB|GB|GiB)(?![\w])")]
    private static partial Regex Figure();

    [GeneratedRegex(@"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?([eE][-+]?\d{1,2})?")]
    private static partial Regex AnyNumber();

    [GeneratedRegex(@"\]\((?<path>[^)#:]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(we measured|was measured|were measured|measured at|recorded at)\b")]
    private static partial Regex SaysMeasured();

    [GeneratedRegex(@"^\s*([-*] |\d+\. |\||#)")]
    private static partial Regex BeginsBlock();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();
}
