namespace HotPath.Analysis.Pages;

/// <summary>A table that Markdown and HTML share. The text is as it came: who writes it escapes it.</summary>
/// <param name="Head">Columns that begin with <c>&gt;</c> are numbers and stand to the right.</param>
/// <param name="Rows">Each has a cell for every column.</param>
internal sealed record ReportTable(string[] Head, IReadOnlyList<string[]> Rows)
{
    /// <summary>Stands in a cell without a value.</summary>
    public const string None = "-";

    /// <summary>Without the columns that have nothing to say in any row; the first stays.</summary>
    public ReportTable WithoutEmptyColumns()
    {
        int[] kept = [.. Enumerable.Range(0, Head.Length).Where(column => column == 0 || Rows.Any(row => row[column] != None))];
        return new ReportTable([.. kept.Select(column => Head[column])], [.. Rows.Select(row => kept.Select(column => row[column]).ToArray())]);
    }
}
