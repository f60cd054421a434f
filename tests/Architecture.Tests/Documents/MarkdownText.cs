namespace HotPath.Architecture.Tests.Documents;

/// <summary>The parts of a page that must be the same elsewhere.</summary>
internal static class MarkdownText
{
    private const string Fence = "```";

    /// <returns>The insides of all blocks of a language, as they stand.</returns>
    public static IEnumerable<string> CodeBlocks(IEnumerable<string> lines, string language)
    {
        List<string>? block = null;
        bool isWanted = false;
        foreach (string line in lines)
        {
            if (!line.StartsWith(Fence, StringComparison.Ordinal))
            {
                block?.Add(line);
            }
            else if (block is null)
            {
                block = [];
                isWanted = line[Fence.Length..].Trim() == language;
            }
            else
            {
                if (isWanted) yield return string.Join('\n', block);
                block = null;
            }
        }
    }

    /// <returns>Every table, with the last line of text before it: empty where there is none.</returns>
    public static IEnumerable<(string Before, IReadOnlyList<string> Rows)> Tables(IEnumerable<string> lines)
    {
        string before = "";
        List<string> rows = [];
        foreach (string line in lines.Append(""))
        {
            if (line.StartsWith('|'))
            {
                rows.Add(line);
                continue;
            }

            if (rows.Count > 0)
            {
                yield return (before, rows);
                rows = [];
                before = "";
            }

            if (line.Trim().Length > 0) before = line.Trim();
        }
    }
}
