using HotPath.Soak.Load.Checks;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>The request that an exchange is at, for whoever reads its answer. Used again for each.</summary>
internal sealed class CurrentRequest
{
    public RequestPlan Plan { get; private set; } = null!;

    public GroupRecorder Recorder { get; private set; } = null!;

    public RequestDraw Draw { get; private set; }

    /// <summary>A time stamp.</summary>
    public long DueAt { get; private set; }

    /// <summary>The time stamp just before its bytes were written; the last attempt's where there are several.</summary>
    public long SentAt { get; set; }

    /// <summary>What its answer has shown so far.</summary>
    public AnswerFacts Answer { get; } = new();

    /// <summary>Who looks closer at its answer; null: nobody asks for it.</summary>
    public Inspection? Inspection { get; set; }

    public void Take(in WorkItem item)
    {
        Plan = item.Plan;
        Recorder = item.Recorder;
        Draw = item.Draw;
        DueAt = item.DueAt;
    }
}
