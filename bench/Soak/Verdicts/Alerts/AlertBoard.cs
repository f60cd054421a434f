using System.Globalization;
using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts.Alerts;

/// <summary>The limits of a run while it goes on. One thread at a time.</summary>
internal sealed class AlertBoard
{
    private readonly AlertSettings _settings;
    private readonly Alert[] _alerts;
    private readonly string[] _atTheEndOnly;
    private double _at;

    public AlertBoard(IEnumerable<Threshold> thresholds, AlertSettings settings)
    {
        ILookup<bool, Threshold> judged = thresholds.ToLookup(WindowScope.Judges);
        _settings = settings;
        _alerts = [.. judged[true].Select(threshold => new Alert(threshold, settings.For))];
        _atTheEndOnly = [.. judged[false].Select(threshold => threshold.Expression)];
    }

    /// <summary>What a window must hold, see <see cref="WindowScope.LookOf"/>; empty: there is nothing to judge.</summary>
    public IReadOnlyCollection<(string? Group, string? Latency)> Looks => [.. _alerts.Select(alert => WindowScope.LookOf(alert.Limit)).Distinct()];

    /// <param name="window">The last stretch of the run, as if it were one.</param>
    /// <param name="last">Its last interval.</param>
    /// <param name="at">By the clock.</param>
    /// <returns>What changed; seldom anything.</returns>
    public IReadOnlyList<RunEvent> Judge(RunResult window, IntervalResult last, DateTimeOffset at)
    {
        _at = last.StartSeconds + last.LengthSeconds;
        List<RunEvent>? events = null;
        foreach (Alert alert in _alerts)
        {
            ThresholdResult result = ThresholdEvaluator.Evaluate(alert.Limit, window);
            if (alert.Judge(result, last.StartSeconds, _at)) (events ??= []).Add(EventOf(alert, result, window.DurationSeconds, at));
        }

        return events ?? (IReadOnlyList<RunEvent>)[];
    }

    /// <summary>Whether each limit fires now, by its place among those judged.</summary>
    public IReadOnlyList<(string Expression, bool IsFiring)> States => [.. _alerts.Select(alert => (alert.Limit.Expression, alert.IsFiring))];

    public AlertFigures Figures() => new()
    {
        WindowSeconds = _settings.Window.TotalSeconds,
        ForSeconds = _settings.For.TotalSeconds,
        Fired = _alerts.Sum(alert => alert.Fired),
        Firing = _alerts.Count(alert => alert.IsFiring),
        Limits =
        [
            .. _alerts.Select(alert => new AlertedLimit
            {
                Expression = alert.Limit.Expression,
                Fired = alert.Fired,
                FiringSeconds = alert.FiringSeconds(_at),
                IsFiring = alert.IsFiring,
            }),
        ],
        AtTheEndOnly = _atTheEndOnly,
    };

    private RunEvent EventOf(Alert alert, ThresholdResult result, double windowSeconds, DateTimeOffset at)
    {
        string measured = result.Actual!.Value.ToString("#,0.###", CultureInfo.InvariantCulture) + alert.Limit.Unit.Name;
        string window = windowSeconds.ToString("0.#", CultureInfo.InvariantCulture);
        return new RunEvent
        {
            At = at,
            ElapsedSeconds = _at,
            Kind = alert.IsFiring ? RunEventKind.AlertFiring : RunEventKind.AlertResolved,
            Text = $"{(alert.IsFiring ? "ALERT" : "resolved")}: {Quoted.Bare(alert.Limit.Expression)}; measured {measured} over the last {window} s",
            Expression = alert.Limit.Expression,
            Actual = result.Actual,
            Limit = alert.Limit.Unit.FromFigure(alert.Limit.Limit),
            WindowSeconds = windowSeconds,
        };
    }
}
