using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Analysis.Results;
using HotPath.Analysis.Statistics;
using HotPath.Gate.Soak.Comparing;

namespace HotPath.Gate.Soak.Reading;

/// <summary>Reads a result folder for a comparison.</summary>
internal static class SoakReader
{
    private const double SliceSeconds = 10;
    private const int MostSlices = 300; // a run of more than fifty minutes has longer ones

    /// <exception cref="GateException">The folder has no run that this build can read.</exception>
    public static SoakReading Read(string folder)
    {
        try
        {
            RecordedRun recorded = ResultReader.Read(folder);
            Dictionary<string, LatencySlices> slices = [];
            IReadOnlyList<string> damaged = ReadSlices(folder, recorded.Run, slices);
            return new SoakReading(
                folder,
                recorded.Run,
                ReadScenario(folder),
                FiguresOf(recorded.Run, slices),
                [.. Problems(recorded, slices)],
                [.. recorded.Remarks.Concat(damaged).Distinct()]);
        }
        catch (ResultFolderException e)
        {
            throw GateException.BadInput(e.Message);
        }
    }

    private static IReadOnlyList<string> ReadSlices(string folder, RunResult run, Dictionary<string, LatencySlices> slices)
    {
        double length = Math.Max(SliceSeconds, run.DurationSeconds / MostSlices);
        IReadOnlyList<string> remarks = LatencyLogReader.Visit(folder, run, entry =>
        {
            if (entry.Tag is null || entry.Start < TimeSpan.Zero) return false;
            if (!FigureCatalog.Latencies.Contains(entry.Tag)) return true;

            if (!slices.TryGetValue(entry.Tag, out LatencySlices? ofLatency)) slices.Add(entry.Tag, ofLatency = new LatencySlices());
            int slice = (int)((entry.Start + (entry.Length / 2)).TotalSeconds / length);
            if (slice > MostSlices) return false; // behind the end of the run: a start that is not its own

            ofLatency.Add(slice, entry.Snapshot);
            return true;
        });
        foreach (LatencySlices ofLatency in slices.Values) ofLatency.Complete();
        return remarks;
    }

    private static Dictionary<string, FigureValue> FiguresOf(RunResult run, Dictionary<string, LatencySlices> slices)
    {
        JsonElement json = JsonSerializer.SerializeToElement(run, ResultFormat.Run);
        Dictionary<string, FigureValue> figures = [];
        foreach (SoakFigure figure in FigureCatalog.All)
        {
            FigureValue? value = figure.Quantile is { } quantile
                ? slices.GetValueOrDefault(figure.Path) is { Count: > 0 } ofLatency ? ofLatency.Quantile(quantile) : null
                : At(json, figure.Path) is { } found && run.DurationSeconds >= figure.LeastSeconds ? new FigureValue(found, ErrorOf(figure, found, run)) : null;
            if (value is { } known) figures.Add(figure.Name, known);
        }

        return figures;
    }

    /// <summary>Of a share of requests by its count; the others are only known from run to run.</summary>
    private static double ErrorOf(SoakFigure figure, double value, RunResult run) => figure.IsShareOfRequests && run.Requests.Scheduled > 0
        ? Math.Sqrt((value + (1.0 / run.Requests.Scheduled)) / run.Requests.Scheduled) // of none, one might have been
        : 0;

    private static double? At(JsonElement json, string path)
    {
        foreach (string name in path.Split('.'))
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return null;
        }

        return json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out double value) && double.IsFinite(value) ? value : null;
    }

    private static IEnumerable<string> Problems(RecordedRun recorded, Dictionary<string, LatencySlices> slices)
    {
        RunResult run = recorded.Run;
        if (!run.Complete) yield return "is not complete: it goes on, or was killed";
        else if (run.StoppedEarly) yield return "was stopped before its time";
        if (run.Verdict == "void") yield return $"is void: {string.Join("; ", run.Reasons)}";
        if (recorded.IntervalCount == 0) yield return "has no intervals, so nothing is known of its course";
        if (!slices.TryGetValue(FigureCatalog.EndToEnd, out LatencySlices? answers) || answers.Count == 0)
        {
            yield return $"has no end-to-end latencies in {ResultFileNames.LatencyLog}";
            yield break;
        }

        if (answers.Slices < MovingBlockBootstrap.LeastValues)
        {
            yield return $"has {answers.Slices} slices of {SliceSeconds:0} s, and {MovingBlockBootstrap.LeastValues} are needed: run it for {MovingBlockBootstrap.LeastValues * SliceSeconds / 60:0} minutes or longer";
            yield break;
        }

        foreach ((string latency, LatencySlices ofLatency) in slices.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            if (Stationarity.ProblemOf(latency, ofLatency.Medians()) is { } problem) yield return problem;
        }
    }

    private static JsonNode? ReadScenario(string folder)
    {
        string path = Path.Combine(folder, ResultFileNames.Scenario);
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) : null;
        }
        catch (JsonException)
        {
            return null; // said as a scenario that cannot be compared
        }
    }
}
