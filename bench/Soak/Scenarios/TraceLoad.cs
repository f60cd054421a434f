using HotPath.Soak.Scenarios.Traces;

namespace HotPath.Soak.Scenarios;

/// <summary>Open loop whose schedule and lengths were recorded elsewhere: requests are due when the trace has them, however slowly answers come.</summary>
internal sealed record TraceLoad : LoadSettings
{
    /// <summary>As the scenario has it until the trace is read, then its full path.</summary>
    public required string File { get; init; }

    /// <summary>How many times as fast as it was recorded.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>The measured time; what the trace has behind it is left out. Null: until its last request.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>In the order they are due; empty until <see cref="TraceFile"/> has read it.</summary>
    public IReadOnlyList<TraceRequest> Requests { get; init; } = [];

    public override TimeSpan Duration => For ?? Length;

    /// <summary>Requests a second, over the whole trace.</summary>
    public double MeanPerSecond => Length > TimeSpan.Zero ? Requests.Count / Length.TotalSeconds : 0;

    /// <summary>To the whole second behind the last request: none is due at the very end.</summary>
    private TimeSpan Length => Requests.Count == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Floor((Requests[^1].At / Speed).TotalSeconds) + 1);

    /// <summary>A trace is not stretched: its speed says how fast it goes.</summary>
    public override LoadSettings WithDuration(TimeSpan duration) => this with { For = duration };
}
