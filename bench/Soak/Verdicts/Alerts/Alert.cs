using HotPath.Analysis.Results;

namespace HotPath.Soak.Verdicts.Alerts;

/// <summary>
/// One limit while a run goes on: ok, or firing. It changes when every window for as long as <paramref name="holdFor"/> said the other thing, so
/// that a figure which comes and goes about its limit changes nothing, and two changes are never closer than that. One thread at a time.
/// </summary>
internal sealed class Alert(Threshold limit, TimeSpan holdFor)
{
    /// <summary>An interval that ended a hair early must not cost a whole one.</summary>
    private const double HeldShare = 0.95;

    private double? _otherwiseSince;
    private double _firedAt;
    private double _firedFor; // without the time that goes on

    public Threshold Limit => limit;

    public bool IsFiring { get; private set; }

    public int Fired { get; private set; }

    /// <param name="window">The limit held against the window; where nothing was measured in it nothing is said, and what was said before is forgotten.</param>
    /// <param name="from">When the last interval of the window began, in seconds.</param>
    /// <param name="to">When it ended.</param>
    /// <returns>Whether it changed.</returns>
    public bool Judge(ThresholdResult window, double from, double to)
    {
        if (window.Actual is null || window.Passed != IsFiring)
        {
            _otherwiseSince = null;
            return false;
        }

        _otherwiseSince ??= from;
        if (to - _otherwiseSince < holdFor.TotalSeconds * HeldShare) return false;

        _otherwiseSince = null;
        IsFiring = !IsFiring;
        if (IsFiring)
        {
            Fired++;
            _firedAt = to;
        }
        else
        {
            _firedFor += to - _firedAt;
        }

        return true;
    }

    /// <summary>How long it has fired in all.</summary>
    public double FiringSeconds(double at) => _firedFor + (IsFiring ? Math.Max(0, at - _firedAt) : 0);
}
