using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>What the endpoints of one gateway share.</summary>
internal sealed class GatewayState
{
    private long _completions;

    /// <param name="wheel">Turned by one thread, which is not this object's affair.</param>
    public GatewayState(GatewaySettings settings, ApiKeys keys, TokenWheel wheel)
    {
        Settings = settings;
        Wheel = wheel;
        Admissions = new Admissions(settings, keys, wheel);
        Faults = new FaultBoard(settings.Faults);
        Gate = new RequestGate(this);

        // To the queue that the sockets' work goes to.
        wheel.Arm(new PoolProbe(wheel, Pacing, static probe => ThreadPool.UnsafeQueueUserWorkItem(probe, preferLocal: false)), 0);
    }

    public GatewaySettings Settings { get; }

    public Admissions Admissions { get; }

    public TokenWheel Wheel { get; }

    public FaultBoard Faults { get; }

    public RequestGate Gate { get; }

    public GatewayCounters Counters { get; } = new();

    public PacingRecord Pacing { get; } = new();

    /// <summary>One for each answer, the same again in a run that asks the same in the same order.</summary>
    public long NextCompletion() => Interlocked.Increment(ref _completions);
}
