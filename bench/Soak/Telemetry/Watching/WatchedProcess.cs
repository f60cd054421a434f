using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Telemetry.Watching;

/// <summary>One process that a run watches beside its own: what the kernel tells of it, and its runtime's own telling where that is .NET.</summary>
internal sealed class WatchedProcess : IDisposable
{
    private const double BytesPerMB = 1 << 20;

    private readonly OtherProcess _process;
    private readonly RuntimeWatch? _runtime;
    private readonly string? _program;
    private ProcessReading _first;
    private ProcessReading _last;
    private ProcessTrack? _track;
    private double? _endedAtSeconds;

    public WatchedProcess(string name, OtherProcess process)
    {
        Name = name;
        _process = process;
        _program = process.Program;
        _runtime = RuntimeWatch.TryStart(process);
    }

    public string Name { get; }

    /// <summary>What its events have cost this process.</summary>
    public ThreadUse Used => _runtime?.Used ?? default;

    /// <summary>Called when the measured time begins.</summary>
    public void Begin()
    {
        if (_process.Read() is not { } reading)
        {
            _endedAtSeconds = 0;
            return;
        }

        _first = _last = reading;
        _track = new ProcessTrack(SampleOf(reading), new RecordedPauses(_runtime?.Pauses ?? new LatencyRecorder(), new LatencyRecorder()));
    }

    /// <param name="elapsed">Since the measured time began.</param>
    /// <param name="seconds">Since the last call, or the beginning.</param>
    /// <returns>Null when it has ended: by its pid alone it is not taken for another.</returns>
    public ProcessInterval? Add(TimeSpan elapsed, double seconds)
    {
        if (_track is null || _endedAtSeconds is not null) return null;
        if (_process.Read() is not { } reading)
        {
            _endedAtSeconds = elapsed.TotalSeconds;
            return null;
        }

        _last = reading;
        return _track.Add(SampleOf(reading), seconds);
    }

    /// <param name="atTheEnd">As of <see cref="ProcessTrack.Figures"/>.</param>
    public WatchedFigures Figures(long events, long requests, bool atTheEnd) => new(Known(_track?.Figures(events, requests, atTheEnd) ?? new ProcessFigures()))
    {
        Pid = _process.Pid,
        Command = _program,
        Runtime = _runtime is null ? "other" : ".NET",
        EndedAtSeconds = _endedAtSeconds,
        DiskReadMB = MB(_last.DiskReadBytes - _first.DiskReadBytes),
        DiskWrittenMB = MB(_last.DiskWrittenBytes - _first.DiskWrittenBytes),
        NetworkReceivedMB = MB(_last.ReceivedBytes - _first.ReceivedBytes),
        NetworkSentMB = MB(_last.SentBytes - _first.SentBytes),
    };

    public void Dispose() => _runtime?.Dispose();

    /// <summary>Of a process without a runtime that tells, what a runtime would tell is not 0 but unknown.</summary>
    private ProcessFigures Known(ProcessFigures figures) => _runtime is not null
        ? figures
        : figures with
        {
            Gc = new GcFigures(),
            AllocatedBytesPerEvent = null,
            AllocatedBytesPerRequest = null,
            AllocatedMBPerSecond = null,
        };

    private static double? MB(long? bytes) => bytes / BytesPerMB;

    private ProcessSample SampleOf(ProcessReading reading)
    {
        ProcessSample sample = new() { CpuMs = reading.CpuMs, RssBytes = reading.RssBytes, Threads = reading.Threads, OpenFiles = reading.OpenFiles };
        return _runtime?.AddTo(sample) ?? sample;
    }
}
