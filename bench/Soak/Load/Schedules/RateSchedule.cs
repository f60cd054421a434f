using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load.Schedules;

/// <summary>
/// Requests at the rates of the stages: request <c>n</c> is due when the integral of the rate reaches its place. Evenly spaced the
/// place is <c>n</c>, so the first is due at once and none at the very end; by chance it is the place of <see cref="RenewalPlaces"/>,
/// which makes of a Poisson process of rate one that of any rate, however it changes (the time-rescaling theorem).
/// </summary>
internal sealed class RateSchedule : IArrivalSchedule
{
    private const double NanosecondsPerSecond = 1e9;

    private readonly RateCurve _curve;
    private readonly RenewalPlaces? _places;
    private readonly double _end;

    /// <param name="seed">What every draw comes from.</param>
    public RateSchedule(IReadOnlyList<RateStage> stages, Arrival arrival, long seed)
    {
        _curve = new RateCurve(stages);
        if (arrival.Kind is ArrivalKind.Constant)
        {
            // 10 s at 0.3/s is 3.0000000000000004 requests in doubles, but three in the user's mind.
            _end = _curve.Total - (1e-9 * Math.Max(1, _curve.Total));
        }
        else
        {
            _places = new RenewalPlaces(arrival, seed);
            _end = _curve.Total;
        }
    }

    public bool TryDueAt(long number, out long nanoseconds)
    {
        double place = _places?.At(number) ?? number;
        bool isDue = place < _end;
        nanoseconds = isDue ? (long)(_curve.SecondsAt(place) * NanosecondsPerSecond) : 0;
        return isDue;
    }
}
