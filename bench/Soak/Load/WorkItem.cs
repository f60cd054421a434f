using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>One request to make.</summary>
/// <param name="DueAt">When it should go out, as a time stamp.</param>
internal readonly record struct WorkItem(RequestPlan Plan, GroupRecorder Recorder, RequestDraw Draw, long DueAt)
{
    /// <summary>When it was taken up: as it was due, unless the generator was late.</summary>
    public long StartedAt { get; init; } = DueAt;
}
