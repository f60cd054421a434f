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
        Forwarding = new Forwarding(this);
        Leak = new Leak(Counters);
        Gate = new RequestGate(this);

        // To the queue that the sockets' work goes to.
        wheel.Arm(new PoolProbe(wheel, Pacing, static probe => ThreadPool.UnsafeQueueUserWorkItem(probe, preferLocal: false)), 0);
    }

    /// <summary>Tells this gateway from one that takes its place: who reads its counts must know that they began anew.</summary>
    public DateTimeOffset StartedAt { get; } = DateTimeOffset.UtcNow;

    public GatewaySettings Settings { get; }

    public Admissions Admissions { get; }

    public TokenWheel Wheel { get; }

    public FaultBoard Faults { get; }

    public Forwarding Forwarding { get; }

    public RequestGate Gate { get; }

    public GatewayCounters Counters { get; } = new();

    public Leak Leak { get; }

    public PacingRecord Pacing { get; } = new();

    /// <summary>One for each answer, the same again in a run that asks the same in the same order.</summary>
    public long NextCompletion() => Interlocked.Increment(ref _completions);
}
