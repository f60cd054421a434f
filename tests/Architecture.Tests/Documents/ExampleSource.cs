namespace HotPath.Architecture.Tests.Documents;

/// <summary>The program that a test file shows: what stands between its marks <c>// example: NAME</c> and <c>// end</c>.</summary>
internal static class ExampleSource
{
    private const string Begin = "// example: ";
    private const string End = "// end";

    /// <returns>The parts in their order, each moved to the left margin, with an empty line between.</returns>
    public static string ProgramOf(IEnumerable<string> lines)
    {
        List<string> parts = [];
        List<string>? open = null;
        foreach (string line in lines)
        {
            string text = line.Trim();
            if (text.StartsWith(Begin, StringComparison.Ordinal))
            {
                if (open is not null) throw new FormatException($"'{text}' begins inside another part; each needs its '{End}'.");
                open = [];
            }
            else if (text == End && open is not null)
            {
                parts.Add(AtMargin(open));
                open = null;
            }
            else
            {
                open?.Add(line);
            }
        }

        return open is null ? string.Join("\n\n", parts) : throw new FormatException($"The last part has no '{End}'.");
    }

    private static string AtMargin(List<string> lines)
    {
        int margin = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > margin ? line[margin..] : ""));
    }
}
