using HotPath.Soak.Reports;

namespace HotPath.Soak.Dashboard;

/// <summary>How far the run has come.</summary>
/// <param name="TotalSeconds">0 where that is not known.</param>
internal sealed record RunProgressText(string Sentence, double ElapsedSeconds, double TotalSeconds)
{
    public static RunProgressText Of(FeedSnapshot feed)
    {
        if (feed.Introduction is not { } run) return new RunProgressText("", 0, 0);

        double measured = feed.Run?.DurationSeconds ?? 0;
        double total = run.Duration?.TotalSeconds ?? 0;
        double elapsed = run.Duration is null ? measured : Math.Min(total, measured);
        string whole = run.Duration is { } duration ? Figure.Span(duration) : "";
        string part = Figure.Seconds(Math.Round(elapsed)) + (run.Duration is null ? "" : $" of {whole}");
        long inFlight = feed.Run is { } figures ? figures.Requests.Started - figures.Requests.Finished : 0;
        string sentence = feed.Stage switch
        {
            RunStage.Starting => "starting",
            RunStage.WarmingUp => $"warming up for {Figure.Span(run.WarmUp)}; then {(run.Duration is null ? "what follows is" : $"{whole} are")} measured",
            RunStage.Measuring => $"measuring, {part}",
            RunStage.Draining => $"draining, {Figure.Count(inFlight)} requests in flight; measured {part}",
            _ => $"ended; measured {part}",
        };
        bool isStoppedNow = feed is { IsStopping: true, Stage: not RunStage.Ended };
        return new RunProgressText(isStoppedNow ? $"stopping on request; {sentence}" : sentence, elapsed, total);
    }
}
