using System.Diagnostics.Tracing;
using HotPath.Recording;

namespace HotPath.Soak.Machine;

/// <summary>
/// Every pause that the garbage collector of this process caused, from the runtime's own events: from before the threads are stopped until they run
/// again. Looking at <see cref="GC.GetGCMemoryInfo()"/> now and again, or after each collection from a finalizer, misses collections that follow close on another.
/// </summary>
/// <remarks>
/// Allocates some 8 KB for each collection; between them nothing. Events come some milliseconds late. The runtime's own total of pauses ends
/// earlier, before the threads are woken and told, so that the events add up to more.
/// </remarks>
internal sealed class GcPauses : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Collections = (EventKeywords)0x1;

    private readonly GcEvents _events = new(tellsRequestedApart: true);
    private readonly ThreadUseTrack _used = new();

    private GcPauses()
    {
    }

    /// <summary>Of this process, from the first use on.</summary>
    public static GcPauses Own { get; } = new();

    /// <summary>Of collections that came by themselves, in nanoseconds.</summary>
    public LatencyRecorder Pauses => _events.Pauses;

    /// <summary>Of collections that were asked for: in this program by <see cref="FullCollection"/> alone.</summary>
    public LatencyRecorder RequestedPauses => _events.RequestedPauses;

    public long Requested => _events.Requested;

    public long RequestedGen2 => _events.RequestedGen2;

    /// <summary>What the runtime's thread for events has used, as far as they were seen.</summary>
    public ThreadUse Used => _used.Last;

    /// <summary>Waits until the events of all collections so far were seen, or a second at most.</summary>
    public async ValueTask CatchUpAsync()
    {
        int collections = GC.CollectionCount(0);
        for (int waits = 0; _events.LastEnded < collections && waits < 100; waits++) await Task.Delay(10).ConfigureAwait(false);
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime) EnableEvents(eventSource, EventLevel.Informational, Collections);
    }

    /// <summary>Called by one thread, one event after the other.</summary>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.Payload is not { } payload) return;

        long ticks = eventData.TimeStamp.Ticks;
        switch (eventData.EventId)
        {
            case GcEvents.StartId:
                _events.OnStart((uint)payload[1]!, (uint)payload[2]!);
                break;
            case GcEvents.EndId:
                _events.OnEnd((uint)payload[0]!);
                _used.Update();
                break;
            case GcEvents.SuspendBeginId:
                _events.OnSuspendBegin((uint)payload[0]!, ticks);
                break;
            case GcEvents.RestartEndId:
                _events.OnRestartEnd(ticks);
                break;
        }
    }
}
