namespace HotPath.Soak.Reports;

/// <summary>How much of a time has passed, drawn with ASCII.</summary>
internal static class ProgressBar
{
    private const int Cells = 30;

    /// <param name="total">Null: nobody knows it, and there is no bar.</param>
    public static string Text(TimeSpan elapsed, TimeSpan? total) => total is { } known ? Text(elapsed, known) : Figure.Span(elapsed);

    private static string Text(TimeSpan elapsed, TimeSpan total)
    {
        double share = total > TimeSpan.Zero ? Math.Clamp(elapsed / total, 0, 1) : 0;
        int full = (int)(share * Cells);
        return $"[{new string('#', full)}{new string('.', Cells - full)}]  {Figure.Span(elapsed)} of {Figure.Span(total)}  {(int)(share * 100)}%";
    }
}
