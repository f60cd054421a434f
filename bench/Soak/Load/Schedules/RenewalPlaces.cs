using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load.Schedules;

/// <summary>
/// Places on a line whose distances are drawn one by one with mean 1: exponential for a Poisson process, else gamma of the shape that
/// burstiness says. A pure function of seed and number; asked for rising numbers it takes constant time. One thread at a time.
/// </summary>
internal sealed class RenewalPlaces
{
    /// <summary>Keeps these draws apart from what else comes from the run's seed.</summary>
    private const ulong OwnSequence = 0xA11;

    private readonly Arrival _arrival;
    private readonly ulong _seed;
    private SplitMix64 _random;
    private long _number;
    private double _place;

    public RenewalPlaces(Arrival arrival, long seed)
    {
        _arrival = arrival;
        _seed = SplitMix64.At((ulong)seed, OwnSequence);
        Restart();
    }

    /// <param name="number">From 0; the first place lies one draw from the line's start, as the process has it.</param>
    public double At(long number)
    {
        if (number < _number) Restart();
        while (_number < number) Advance();
        return _place;
    }

    private void Restart()
    {
        _random = new SplitMix64(_seed);
        _number = -1;
        _place = 0;
        Advance();
    }

    private void Advance()
    {
        _number++;
        _place += _arrival.Kind is ArrivalKind.Poisson
            ? Draws.Exponential(ref _random)
            : Draws.Gamma(ref _random, _arrival.Burstiness) / _arrival.Burstiness;
    }
}
