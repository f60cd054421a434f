using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>How a request that was let in is answered.</summary>
/// <param name="Settings">Whose pace it has.</param>
/// <param name="Faults">What goes wrong with it.</param>
/// <param name="StartAt">The moment of the wheel from which its pace counts.</param>
/// <param name="Completion">The answer's number, for its id.</param>
internal readonly record struct Serving(GatewaySettings Settings, GatewayFaults Faults, long StartAt, long Completion)
{
    /// <summary>What the answer says of when it was made, in seconds since 1970.</summary>
    public long CreatedAt { get; init; } = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>Told when the answer is over; null: nobody asks.</summary>
    public IServingWatch? Watch { get; init; }
}

/// <summary>Whoever must know when an answer is over.</summary>
internal interface IServingWatch
{
    /// <summary>Called once, from any thread; must not block.</summary>
    /// <param name="end">How it ended.</param>
    /// <param name="tokens">Completion tokens that were sent.</param>
    void Over(ServingEnd end, int tokens);
}

internal enum ServingEnd
{
    /// <summary>Sent as a whole.</summary>
    Completed,

    /// <summary>Cut, as the faults say.</summary>
    Cut,

    /// <summary>The client left.</summary>
    Abandoned,

    /// <summary>Turned away after it had been let in: nothing was answered.</summary>
    Refused,
}
