using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Windows;
using HotPath.Soak.Verdicts;
using HotPath.Soak.Verdicts.Alerts;

namespace HotPath.Soak.Runs;

/// <summary>Judges the limits of a run while its load goes on, on the window that moves with it. On the sampler's thread.</summary>
internal sealed class AlertWatch
{
    private readonly AlertBoard _board;
    private readonly RunWindow? _window; // null: there is nothing to judge before the end
    private readonly Action<RunEvent> _tell;
    private readonly TimeProvider _time;
    private volatile bool _isOver;

    public AlertWatch(Scenario scenario, IReadOnlyList<Threshold> thresholds, RunRecorder recorder, RunTotals totals, Action<RunEvent> tell, TimeProvider time)
    {
        _board = new AlertBoard(thresholds, scenario.Alerts);
        _tell = tell;
        _time = time;
        if (_board.Looks.Count == 0) return;

        _window = new RunWindow(recorder, totals, scenario.Alerts.Window, IntervalLength.Of(scenario.Load), _board.Looks);
        totals.Show(_window);
    }

    /// <exception cref="ResultFolderException">An event cannot be written.</exception>
    public void Interval(IntervalResult interval, RunResult soFar)
    {
        if (_window is null) return;

        _window.End(interval);
        if (_isOver) return; // what finishes in the drain is no load

        foreach (RunEvent happened in _board.Judge(_window.Figures(soFar), interval, _time.GetUtcNow())) _tell(happened);
    }

    /// <summary>The load ends; from any thread. The interval that goes on is of two minds and is judged no more.</summary>
    public void Draining() => _isOver = true;

    /// <summary>Each limit that is judged, and whether it fires.</summary>
    public IReadOnlyList<(string Expression, bool IsFiring)> States => _board.States;

    public AlertFigures Figures() => _board.Figures();
}
