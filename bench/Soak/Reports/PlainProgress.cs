using HotPath.Analysis.Results;
using Spectre.Console;

namespace HotPath.Soak.Reports;

/// <summary>Progress for files and build logs: a line at the first interval, then one each five seconds of the run at most.</summary>
internal sealed class PlainProgress(IAnsiConsole console) : IRunProgress
{
    private static readonly TimeSpan LeastBetweenLines = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly ProgressFigures _figures = new();
    private RunIntroduction? _run;
    private TimeSpan? _lastLineAt;
    private bool _isDraining;
    private bool _isOver;

    public void Started(RunIntroduction run)
    {
        lock (_lock)
        {
            _run = run;
            Say($"{Printable.Of(run.Scenario)} against {Printable.Of(run.Target)}");
            Say($"  load    {Printable.Of(run.LoadLine)}");
            Say($"  folder  {Printable.Of(run.Folder)}");
            if (run.GarbageCollector is { } collector) Say($"  gc      {collector}");
            if (run.LivePageLine is { } line) Say(line);
            foreach (string caution in run.Cautions) Say($"  caution {Printable.Of(caution)}");
        }
    }

    public void WarmingUp()
    {
        lock (_lock)
        {
            if (_run?.WarmUp == TimeSpan.Zero) return;

            Say(_run is { } run ? $"warming up for {Figure.Span(run.WarmUp)}" : "warming up");
        }
    }

    public void Interval(IntervalResult interval)
    {
        lock (_lock)
        {
            _figures.Add(interval);
            if (_figures.Elapsed - _lastLineAt < LeastBetweenLines) return;

            _lastLineAt = _figures.Elapsed;
            Say(Line(interval));
        }
    }

    public void Happened(RunEvent happened)
    {
        lock (_lock) Say(RunProgress.LineOf(happened));
    }

    public void Draining(long inFlight)
    {
        lock (_lock)
        {
            if (_isDraining) return;

            _isDraining = true;
            Say($"draining: {Figure.Count(inFlight)} requests in flight");
        }
    }

    public void Stopping()
    {
        lock (_lock) Say(RunProgress.StoppingText);
    }

    public void Dispose()
    {
        lock (_lock) _isOver = true;
    }

    private string Line(IntervalResult interval)
    {
        string elapsed = Figure.Span(_figures.Elapsed);
        string total = _run?.Duration is { } duration ? $" of {Figure.Span(duration)}" : "";
        LatencySummary? ttft = interval.Latency.Ttft;
        return $"{elapsed,5}{total}  {Figure.Rate(interval.Requests.RatePerSecond),7}  {Figure.Count(interval.OpenStreams),4} streams  " +
            $"ttft p50 {Figure.Milliseconds(ttft?.P50)} p99 {Figure.Milliseconds(ttft?.P99)}  errors {Figure.Count(_figures.Errors)}";
    }

    private void Say(string text)
    {
        if (_isOver) return;
        try
        {
            console.Write(new ConsoleLine(text));
        }
        catch (Exception e) when (RunProgress.IsConsoleGone(e))
        {
            _isOver = true;
        }
    }
}
