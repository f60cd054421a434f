using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>What happened while a run went on, and what became of what it told others.</summary>
internal static class AlertFacts
{
    /// <summary>A run of days may have more; its file has all.</summary>
    private const int MostEvents = 50;

    /// <summary>Nothing where no limit fired.</summary>
    public static IEnumerable<string> Summary(AlertFigures? alerts) => alerts is not { Fired: > 0 }
        ? []
        :
        [
            $"{Figure.Count(alerts.Fired)} fired", alerts.Firing == 0 ? "none at the end" : $"{Figure.Count(alerts.Firing)} still at the end",
            .. alerts.Limits.Where(limit => limit.Fired > 0).Select(limit => $"{Printable.Of(limit.Expression)}: {Figure.Count(limit.Fired)}, {Figure.Seconds(limit.FiringSeconds)} in all"),
        ];

    /// <summary>Nothing where nothing was to be sent.</summary>
    public static IEnumerable<string> Output(OutputFigures? output) => output is null
        ? []
        :
        [
            $"{Figure.Count(output.Sent)} sent", .. output.Failed > 0 ? (string[])[$"{Figure.Count(output.Failed)} FAILED"] : [],
            .. output.Dropped > 0 ? (string[])[$"{Figure.Count(output.Dropped)} dropped, too many were waiting"] : [],
            .. output.Problem is { } problem ? (string[])[$"the last: {Printable.Of(problem)}"] : [],
        ];

    /// <summary>How each limit stood while the run went on.</summary>
    public static ReportTable Limits(AlertFigures alerts) => new(
        ["limit", ">fired", ">in all", "at the end"],
        [.. alerts.Limits.Select(limit => (string[])
        [
            limit.Expression, Figure.Count(limit.Fired), Figure.Seconds(limit.FiringSeconds), limit.IsFiring ? "FIRING" : "ok",
        ])]);

    /// <returns>How they were judged; null where none was.</returns>
    public static string? Judging(AlertFigures alerts)
    {
        string[] sentences =
        [
            .. alerts.Limits.Count == 0 ? (string[])[] :
            [
                $"While the run went on each limit was judged on its last {Figure.Seconds(alerts.WindowSeconds)}; it fired when it was broken for {Figure.Seconds(alerts.ForSeconds)}, " +
                "and was over when it was kept for as long.",
            ],
            .. alerts.AtTheEndOnly.Count == 0 ? (string[])[] : [$"Judged at the end only: {string.Join(", ", alerts.AtTheEndOnly)}."],
        ];
        return sentences.Length == 0 ? null : string.Join(' ', sentences);
    }

    /// <summary>Each event on a line; where there are more, the first of them and a word on the others.</summary>
    public static IReadOnlyList<string> Events(IReadOnlyList<RunEvent> events) =>
    [
        .. events.Take(MostEvents).Select(happened => $"{Figure.Seconds(happened.ElapsedSeconds)}: {happened.Text}"),
        .. events.Count <= MostEvents ? (string[])[] : [$"and {Figure.Count(events.Count - MostEvents)} more in {ResultFileNames.Events}"],
    ];

    /// <summary>When at least one limit fired, from the events alone: of a run that was killed as well.</summary>
    /// <param name="end">Where a limit that still fired is thought to end.</param>
    public static IEnumerable<(double From, double To)> Firing(IReadOnlyList<RunEvent> events, double end)
    {
        Dictionary<string, double> firing = [];
        foreach (RunEvent happened in events.Where(happened => happened.Expression is not null))
        {
            if (happened.Kind == RunEventKind.AlertFiring) firing.TryAdd(happened.Expression!, happened.ElapsedSeconds);
            else if (happened.Kind == RunEventKind.AlertResolved && firing.Remove(happened.Expression!, out double from)) yield return (from, happened.ElapsedSeconds);
        }

        foreach (double from in firing.Values) yield return (from, Math.Max(from, end));
    }
}
