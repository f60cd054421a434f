namespace HotPath.Analysis.Results;

/// <summary>Reads <c>intervals.ndjson</c> as far as it goes.</summary>
internal static class IntervalReader
{
    /// <param name="path">May be absent.</param>
    /// <param name="remarks">Receives what is missing or damaged.</param>
    public static IReadOnlyList<IntervalResult> Read(string path, List<string> remarks)
    {
        if (File.Exists(path)) return JsonLines.Read(path, ResultFormat.Interval, "interval", remarks);

        remarks.Add($"{ResultFileNames.Intervals} is missing: nothing is known of the course of the run");
        return [];
    }
}
