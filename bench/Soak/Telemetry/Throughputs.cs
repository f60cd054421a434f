namespace HotPath.Soak.Telemetry;

/// <summary>The throughputs of some groups together.</summary>
internal sealed class Throughputs(IReadOnlyList<GroupRecorder> warmUp, IReadOnlyList<GroupRecorder> measured)
{
    public ThroughputCount Requests { get; } = new(warmUp, measured, counters => counters.Finished);

    public ThroughputCount Tokens { get; } = new(warmUp, measured, counters => counters[Counter.Tokens]);

    public void Begin()
    {
        Requests.Begin();
        Tokens.Begin();
    }

    public void End()
    {
        Requests.End();
        Tokens.End();
    }
}
