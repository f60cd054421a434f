namespace HotPath.Soak.Reports;

/// <summary>A table that Markdown and HTML share. The text is as it came: who writes it escapes it.</summary>
/// <param name="Head">Columns that begin with <c>&gt;</c> are numbers and stand to the right.</param>
internal sealed record ReportTable(string[] Head, IReadOnlyList<string[]> Rows);
