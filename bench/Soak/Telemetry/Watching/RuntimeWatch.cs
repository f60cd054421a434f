using System.Diagnostics.Tracing;
using HotPath.Recording;
using HotPath.Soak.Machine;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace HotPath.Soak.Telemetry.Watching;

/// <summary>
/// What the runtime of another .NET process tells over EventPipe from now on: each pause of its collector as events, its counters once a second.
/// A thread of its own takes the events apart; any thread reads.
/// </summary>
/// <remarks>Asks of the watched process the events of its collections, and a set of counters a second.</remarks>
internal sealed class RuntimeWatch : IDisposable
{
    private const string Counters = "System.Runtime";
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private static readonly EventPipeProvider[] Providers =
    [
        new(ClrTraceEventParser.ProviderName, EventLevel.Informational, (long)ClrTraceEventParser.Keywords.GC),
        new(Counters, EventLevel.Informational, arguments: new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" }),
    ];

    private readonly EventPipeSession _session;
    private readonly GcEvents _collections = new(tellsRequestedApart: false);
    private readonly WatchedRuntime _runtime = new();
    private readonly ThreadUseTrack _used = new();
    private readonly Thread _reading;

    private RuntimeWatch(EventPipeSession session, string name)
    {
        _session = session;
        _reading = new Thread(Read) { IsBackground = true, Name = $"watching {name}" };
        _reading.Start();
    }

    public LatencyRecorder Pauses => _collections.Pauses;

    /// <summary>What taking events apart has cost this process.</summary>
    public ThreadUse Used => _used.Last;

    /// <returns>Null where the process is no .NET process of this user, or takes no diagnostics.</returns>
    public static RuntimeWatch? TryStart(OtherProcess process)
    {
        try
        {
            return new RuntimeWatch(new DiagnosticsClient(process.Pid).StartEventPipeSession(Providers, requestRundown: false), process.Name);
        }
        catch (Exception problem) when (problem is DiagnosticsClientException or IOException or TimeoutException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Adds what the runtime has told so far.</summary>
    public ProcessSample AddTo(ProcessSample sample) => _runtime.AddTo(sample) with
    {
        GcRequested = _collections.Requested,
        Gen2Requested = _collections.RequestedGen2,
    };

    public void Dispose()
    {
        try
        {
            _session.Stop(); // what is on its way comes first, then the stream ends
        }
        catch (Exception problem) when (problem is DiagnosticsClientException or IOException or TimeoutException)
        {
            _session.Dispose(); // the process is gone, and with it the other end
        }

        _reading.Join(LongestEnd);
        _session.Dispose();
    }

    private void Read()
    {
        try
        {
            using EventPipeEventSource source = new(_session.EventStream);
            source.Clr.GCSuspendEEStart += data => _collections.OnSuspendBegin((uint)data.Reason, TicksOf(data));
            source.Clr.GCRestartEEStop += data =>
            {
                if (_collections.OnRestartEnd(TicksOf(data)) is { } pause) _runtime.OnPause(pause);
            };
            source.Clr.GCStart += data =>
            {
                _collections.OnStart((uint)data.Depth, (uint)data.Reason);
                _runtime.OnCollection(data.Depth);
            };
            source.Clr.GCStop += data =>
            {
                _collections.OnEnd((uint)data.Count);
                _used.Update();
            };
            source.Clr.GCHeapStats += _runtime.OnHeap;
            source.Clr.GCGlobalHeapHistory += _runtime.OnMode;
            source.Dynamic.AddCallbackForProviderEvent(Counters, "EventCounters", data =>
            {
                if (data.PayloadValue(0) is IDictionary<string, object> { Count: > 0 } outer && outer["Payload"] is IDictionary<string, object> counter) _runtime.OnCounter(counter);
            });
            source.Process();
        }
        catch (Exception problem) when (problem is IOException or FormatException or ObjectDisposedException or EndOfStreamException)
        {
            return; // the process ended in the middle of an event: that it is gone is seen by its pid
        }
    }

    private static long TicksOf(TraceEvent data) => (long)(data.TimeStampRelativeMSec * TimeSpan.TicksPerMillisecond);
}
