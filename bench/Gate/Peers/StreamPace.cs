namespace HotPath.Gate.Peers;

/// <summary>When the events of a stream are due: one each interval, the first an interval after the request.</summary>
/// <param name="EventsPerSecond">On each stream.</param>
/// <param name="Events">Of a stream, before those that end it, which come with the last.</param>
internal sealed record StreamPace(int EventsPerSecond, int Events)
{
    public double IntervalMs => 1_000.0 / EventsPerSecond;

    /// <summary>From a request's arrival to the end of its answer.</summary>
    public double LengthMs => Events * IntervalMs;
}
