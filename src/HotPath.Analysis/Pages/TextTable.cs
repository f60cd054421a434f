namespace HotPath.Analysis.Pages;

/// <summary>Columns padded with spaces: the first to the left, the others to the right.</summary>
internal static class TextTable
{
    /// <param name="rows">The head and the rows, all of one length.</param>
    /// <param name="width">The gaps shrink to one space where two do not fit.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows, int width)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        string gap = widths.Sum() + (2 * (widths.Length - 1)) <= width ? "  " : " ";
        return rows.Select(row => string.Join(
            gap, row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
    }
}
