namespace HotPath.Soak.Reports;

/// <summary>How much of a known time has passed, drawn with ASCII.</summary>
internal static class ProgressBar
{
    private const int Cells = 30;

    public static string Text(TimeSpan elapsed, TimeSpan total)
    {
        double share = total > TimeSpan.Zero ? Math.Clamp(elapsed / total, 0, 1) : 0;
        int full = (int)(share * Cells);
        return $"[{new string('#', full)}{new string('.', Cells - full)}]  {Figure.Span(elapsed)} of {Figure.Span(total)}  {(int)(share * 100)}%";
    }
}
