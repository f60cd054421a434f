using System.Text;

namespace HotPath.Analysis.Pages;

/// <summary>Writes Markdown (GitHub's) in which text from outside stays text.</summary>
internal sealed class Markdown
{
    private readonly StringBuilder _text = new();

    /// <summary>Shows the text as it is, in prose or in a table's cell.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in Printable.Of(text))
        {
            if (c is '\\' or '`' or '|' or '*' or '_' or '<' or '>' or '[' or ']' or '&' or '~' or '#' or '!') escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    public static string Code(string text)
    {
        string printable = Printable.Of(text);
        if (printable.Length == 0) return "";

        string fence = new('`', LongestRunOfBackticks(printable) + 1);
        string padding = printable.Contains('`', StringComparison.Ordinal) ? " " : "";
        return fence + padding + printable + padding + fence;
    }

    /// <summary>A code span in a table's cell.</summary>
    public static string CodeCell(string text)
    {
        // A row is cut at its bare pipes before code spans are seen, and a backslash that is there already would bare them again.
        return text.Contains("\\|", StringComparison.Ordinal)
            ? Escape(text)
            : Code(text).Replace("|", "\\|", StringComparison.Ordinal);
    }

    public void Heading(int level, string text) => Block($"{new string('#', level)} {text}");

    public void Paragraph(string text) => Block(text);

    public void List(IEnumerable<string> items)
    {
        string text = string.Join('\n', items.Select(item => $"- {item}"));
        if (text.Length > 0) Block(text);
    }

    public void CodeBlock(string text)
    {
        string printable = Printable.Of(text);
        string fence = new('`', Math.Max(3, LongestRunOfBackticks(printable) + 1));
        Block($"{fence}\n{printable}\n{fence}");
    }

    /// <param name="head">Columns that begin with <c>&gt;</c> are numbers and stand to the right.</param>
    /// <param name="rows">Their text goes in as it is: escape it.</param>
    public void Table(string[] head, IEnumerable<string[]> rows)
    {
        StringBuilder table = new();
        AppendRow(table, head.Select(name => name.TrimStart('>')));
        AppendRow(table, head.Select(name => name.StartsWith('>') ? "--:" : "---"));
        foreach (string[] row in rows) AppendRow(table, row);
        Block(table.ToString().TrimEnd('\n'));
    }

    public override string ToString() => _text.ToString();

    private static void AppendRow(StringBuilder table, IEnumerable<string> cells) =>
        table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static int LongestRunOfBackticks(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private void Block(string text)
    {
        if (_text.Length > 0) _text.Append('\n');
        _text.Append(text).Append('\n');
    }
}
