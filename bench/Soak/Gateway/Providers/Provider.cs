using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Providers;

/// <summary>One simulated provider: what holds of it now, and all that it ever did. Guarded by the board that it stands on.</summary>
internal sealed class Provider(string name)
{
    private long _setAt;

    public string Name => name;

    public ProviderSettings Settings { get; private set; } = new() { Name = name };

    /// <summary>The gateway's settings with this provider's pace.</summary>
    public GatewaySettings Pace { get; private set; } = new();

    /// <summary>Null: none.</summary>
    public CircuitBreaker? Breaker { get; private set; }

    /// <summary>At every moment the sum of served, failed, refused, left and in flight.</summary>
    public long Attempts { get; set; }

    /// <summary>Answers given as a whole.</summary>
    public long Served { get; set; }

    public long Failed { get; set; }

    /// <summary>Turned away for want of capacity.</summary>
    public long Refused { get; set; }

    /// <summary>Attempts whose client left, or whose answer was cut.</summary>
    public long Left { get; set; }

    public int InFlight { get; set; }

    /// <summary>Answers that name it: those that it served, its failures that were told to a client, and those of it that were given again.</summary>
    public long Answers { get; set; }

    /// <summary>Completion tokens that were sent.</summary>
    public long Tokens { get; set; }

    /// <summary>Puts other settings in the place of those that were; what is in flight goes on.</summary>
    /// <param name="now">From which the faults' moments count.</param>
    public void Set(ProviderSettings settings, GatewaySettings gateway, BreakerSettings? breaker, long now)
    {
        _setAt = now;
        Settings = settings;
        Breaker = breaker is null ? null : new CircuitBreaker(breaker);
        Pace = gateway with
        {
            TimeToFirstToken = settings.TimeToFirstToken ?? gateway.TimeToFirstToken,
            InterTokenLatency = settings.InterTokenLatency ?? gateway.InterTokenLatency,
        };
    }

    public bool Serves(string model) => Settings.Models.Count == 0 || Settings.Models.Contains(model);

    /// <returns>Null: all is well.</returns>
    public ProviderFault? FaultAt(long now)
    {
        foreach (ProviderFault fault in Settings.Faults)
        {
            long from = _setAt + (fault.At.Ticks * TimeSpan.NanosecondsPerTick);
            if (now >= from && now - from < fault.For.Ticks * TimeSpan.NanosecondsPerTick) return fault;
        }

        return null;
    }
}
