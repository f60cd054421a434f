using HotPath.Recording;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry;

/// <summary>The connections of a run, whatever group they serve: how many there are, and what they had been when they were closed. Any thread.</summary>
internal sealed class ConnectionRecorder
{
    /// <summary>Ages are kept in microseconds, so that the layout's hour of nanoseconds is forty days.</summary>
    public const double AgeUnitsPerSecond = 1e6;

    private const long NanosecondsPerAgeUnit = 1_000;

    /// <summary>In microseconds.</summary>
    public LatencyRecorder Ages { get; } = new();

    public LatencyRecorder RequestsEach { get; } = new();

    public Gauge Open { get; } = new();

    /// <summary>Of those open: kept for the next request. Known of HTTP/1.1 alone: in HTTP/2 the handler keeps them.</summary>
    public Gauge Idle { get; } = new();

    /// <summary>Requests that wait for a connection, over HTTP/2 also for a stream of one.</summary>
    public Gauge Waiting { get; } = new();

    /// <summary>What they may come up against; set before the load begins.</summary>
    public ConnectionLimits Limits { get; set; } = ConnectionLimits.Unknown;

    /// <summary>What the kernel holds of them; null: nobody looks.</summary>
    public SocketWatch? Sockets { get; set; }

    /// <param name="lastUser">Of the group that it served last.</param>
    /// <param name="age">In time stamps.</param>
    /// <param name="requests">Sent on it; null where that is not known.</param>
    public void Closed(GroupRecorder lastUser, ConnectionEnd end, long age, long? requests)
    {
        Open.Down();
        lastUser.AsOfNow.Counters.Add(end);
        Ages.Record(Elapsed.Nanoseconds(0, age) / NanosecondsPerAgeUnit);
        if (requests is { } count) RequestsEach.Record(count);
    }

    /// <summary>Forgets peaks before this moment.</summary>
    public void ResetPeaks()
    {
        Open.ResetPeak();
        Idle.ResetPeak();
        Waiting.ResetPeak();
    }
}
