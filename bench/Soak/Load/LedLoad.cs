using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Parts;

namespace HotPath.Soak.Load;

/// <summary>Closed loop whose users come and go as somebody outside says, until that one ends it. In no scenario: it stands in for its load.</summary>
internal sealed record LedLoad : LoadSettings
{
    /// <summary>Longer than anybody waits, and yet to be reckoned with in time stamps.</summary>
    private static readonly TimeSpan Endless = TimeSpan.FromDays(3_650);

    public LedLoad() => WarmUp = TimeSpan.Zero; // who leads knows of none, and counts from the first request on

    public required LedUsers Users { get; init; }

    /// <summary>The pause between an answer and the user's next request, in nanoseconds.</summary>
    public Distribution Think { get; init; } = Distribution.Constant(0);

    /// <summary>As far as whoever leads has said; nothing ends with it.</summary>
    public TimeSpan? Expected { get; init; }

    public override TimeSpan? Planned => Expected;

    public override TimeSpan Duration => Expected ?? Endless;

    public override int MostAtOnce => LoadPart.MostUsers;

    public override bool WaitsForAnswers => true;

    /// <summary>Whoever leads is told of each second, however long it goes on.</summary>
    public override TimeSpan? Interval => TimeSpan.FromSeconds(1);

    /// <summary>In place of a scenario's own load, of which it keeps the users' pauses.</summary>
    public static LedLoad InPlaceOf(LoadSettings load, LedUsers users, TimeSpan? expected = null) => new()
    {
        Users = users,
        Expected = expected,
        Think = load is ClosedLoad closed ? closed.Think : Distribution.Constant(0),
    };

    public override LoadSettings WithDuration(TimeSpan duration) => this with { Expected = duration };
}
