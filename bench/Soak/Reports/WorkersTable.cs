using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>What each worker did of a run that several made, for terminal and reports.</summary>
internal static class WorkersTable
{
    public const string Heading = "Workers";

    public const string Note =
        "All other figures are of all workers together: counts are sums, latencies of their histograms. What was open at most is the sum of what each had open at most, an upper " +
        "bound. CPU, memory and pauses are those of the generator in which they were highest. A worker's moments are by the master's clock.";

    private const int LongestNode = 16;
    private const int EndOfNode = 4;

    /// <returns>Without rows for a run of one process.</returns>
    public static ReportTable Of(RunResult run) => new ReportTable(
        ["worker", "verdict", "complete", ">began after", ">measured", ">users", ">finished", ">rate", ">errors", ">streams", ">open at most", ">ttft p99", ">CPU of one core", ">cores", ">clock", "folder"],
        [.. (run.Workers ?? []).Select(worker => RowOf(worker, run.StartedAt))]).WithoutEmptyColumns();

    /// <summary>What of it fits into the width of a terminal, the head first.</summary>
    public static IReadOnlyList<string[]> Short(RunResult run) => run.Workers is null
        ? []
        :
        [
            ["worker", "verdict", "users", "finished", "rate", "errors", "open", "ttft p99", "CPU"],
            .. run.Workers.Select(worker => (string[])
            [
                Shortened(Printable.Of(worker.Node)), worker.Complete ? Printable.Of(worker.Verdict) : "partial", Figure.Count(worker.MostUsers), Figure.Count(worker.Requests),
                Figure.Rate(worker.RatePerSecond), Figure.Share(worker.ErrorRate), Figure.Count(worker.OpenPeak), Figure.Milliseconds(worker.TtftP99), Figure.Percent(worker.CpuPercent),
            ]),
        ];

    // A node is called by its machine and 32 digits: both ends tell two of them apart.
    private static string Shortened(string node) => node.Length <= LongestNode ? node : $"{node[..(LongestNode - EndOfNode - 2)]}..{node[^EndOfNode..]}";

    /// <returns>What must be known of single workers besides, a sentence each.</returns>
    public static IReadOnlyList<string> Remarks(RunResult run) => [.. (run.Workers ?? []).SelectMany(worker => worker.Reasons.Concat(worker.Remarks).Select(text => $"{worker.Node}: {text}"))];

    private static string[] RowOf(WorkerPart worker, DateTimeOffset startedAt) =>
    [
        worker.Node, worker.Verdict, worker.Complete ? "yes" : "NO", Figure.Seconds((worker.StartedAt - startedAt).TotalSeconds), Figure.Seconds(worker.DurationSeconds),
        Figure.Count(worker.MostUsers), Figure.Count(worker.Requests), Figure.Rate(worker.RatePerSecond), Figure.Share(worker.ErrorRate), Figure.Count(worker.Streams),
        Figure.Count(worker.OpenPeak), Figure.Milliseconds(worker.TtftP99), Figure.Percent(worker.CpuPercent), Figure.Count(worker.ProcessorCount),
        $"{Figure.Number(worker.ClockOffsetSeconds)} s", worker.Folder == worker.Node ? Figure.None : worker.Folder,
    ];
}
