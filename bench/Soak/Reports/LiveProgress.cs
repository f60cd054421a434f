using HotPath.Analysis.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HotPath.Soak.Reports;

/// <summary>Progress on a terminal: a few lines that renew themselves.</summary>
internal sealed class LiveProgress(IAnsiConsole console) : IRunProgress
{
    private readonly Lock _lock = new();
    private readonly ProgressFigures _figures = new();
    private readonly TaskCompletionSource _ended = new();
    private RunIntroduction? _run;
    private LiveDisplayContext? _display;
    private Task _showing = Task.CompletedTask;
    private string _state = "starting";
    private bool _isStopping;

    public void Started(RunIntroduction run) => Update(() =>
    {
        _run = run;
        // Runs as far as the await before it returns, so the context is there.
        _showing = console.Live(Display()).StartAsync(context =>
        {
            _display = context;
            return _ended.Task;
        });
    });

    public void WarmingUp() => Update(() => _state = _run is { } run ? $"warming up for {Figure.Span(run.WarmUp)}" : "warming up");

    public void Interval(IntervalResult interval) => Update(() =>
    {
        _figures.Add(interval);
        if (!_isStopping) _state = "running; Ctrl+C stops and reports";
    });

    // Written above the lines that renew themselves, where it stays.
    public void Happened(RunEvent happened) => Update(() => console.Write(new ConsoleLine(RunProgress.LineOf(happened))));

    public void Draining(long inFlight) => Update(() => _state = $"draining: {Figure.Count(inFlight)} requests in flight");

    public void Stopping() => Update(() =>
    {
        _isStopping = true;
        _state = "stopping";
        console.Cursor.Show(); // a second Ctrl+C ends the process, and nobody would show it again
    });

    public void Dispose()
    {
        lock (_lock)
        {
            _display = null;
            _ended.TrySetResult();
        }

        try
        {
            _showing.GetAwaiter().GetResult();
        }
        catch (Exception e) when (RunProgress.IsConsoleGone(e))
        {
            _showing = Task.CompletedTask;
        }
    }

    private void Update(Action change)
    {
        lock (_lock)
        {
            try
            {
                change();
                _display?.UpdateTarget(Display());
            }
            catch (Exception e) when (RunProgress.IsConsoleGone(e))
            {
                _display = null;
            }
        }
    }

    private Rows Display()
    {
        IntervalResult? last = _figures.Last;
        LatencySummary? ttft = last?.Latency.Ttft;
        List<IRenderable> lines =
        [
            Line($"{Printable.Of(_run?.Scenario ?? "")} against {Printable.Of(_run?.Target ?? "")}"),
            Line($"  load     {Printable.Of(_run?.Load ?? "")}"),
            Line($"  folder   {Printable.Of(_run?.Folder ?? "")}"),
            Line($"  {ProgressBar.Text(_figures.Elapsed, _run is null ? TimeSpan.Zero : _run.Duration)}", Color.Green),
            Line($"  rate     {Figure.Rate(last?.Requests.RatePerSecond),-12} finished {Figure.Count(_figures.Finished)}"),
            Line($"  streams  {Figure.Count(last?.OpenStreams ?? 0)} open"),
            Line($"  ttft     p50 {Figure.Milliseconds(ttft?.P50),-8} p99 {Figure.Milliseconds(ttft?.P99)}"),
            Line($"  errors   {Figure.Count(_figures.Errors)}", _figures.Errors > 0 ? Color.Red : Color.Default),
            Line($"  {_state}"),
        ];
        if (_run?.LivePageLine is { } page) lines.Insert(0, Line(page));
        foreach (string caution in _run?.Cautions ?? []) lines.Add(Line($"  caution  {Printable.Of(caution)}", Color.Yellow));
        if (_isStopping) lines.Add(Line($"  {RunProgress.StoppingText}", Color.Yellow));
        return new Rows(lines);
    }

    private static Text Line(string text, Color? color = null) => new(text, new Style(color));
}
