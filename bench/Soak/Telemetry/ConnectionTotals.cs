using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Telemetry;

/// <summary>What connections had been when they were closed, of the measured time. One thread at a time.</summary>
internal sealed class ConnectionTotals(ConnectionRecorder recorder)
{
    private readonly HistogramSnapshot _taken = new();
    private readonly HistogramSnapshot _ages = new();
    private readonly HistogramSnapshot _requests = new();
    private long _open;

    /// <summary>Forgets those of the warm-up.</summary>
    public void Begin()
    {
        recorder.Ages.TakeInterval(_taken);
        recorder.RequestsEach.TakeInterval(_taken);
        _ages.Clear();
        _requests.Clear();
        recorder.Sockets?.Begin();
    }

    /// <summary>Adds those closed since the last call. Called when the counts have just been read, so that these and those add up.</summary>
    public void Take()
    {
        _open = recorder.Open.Now;
        recorder.Sockets?.Look();
        recorder.Ages.TakeInterval(_taken);
        if (!_taken.IsEmpty) _ages.Add(_taken);
        recorder.RequestsEach.TakeInterval(_taken);
        if (!_taken.IsEmpty) _requests.Add(_taken);
    }

    public ConnectionFigures AddTo(ConnectionFigures figures) => recorder.Sockets is { } sockets ? sockets.AddTo(WithOwn(figures)) : WithOwn(figures);

    private ConnectionFigures WithOwn(ConnectionFigures figures) => figures with
    {
        Open = _open,
        OpenPeak = recorder.Open.Peak,
        Idle = recorder.Idle.Now,
        Waiting = recorder.Waiting.Now,
        WaitingPeak = recorder.Waiting.Peak,
        Max = recorder.Limits.Max,
        OpenFilesLimit = recorder.Limits.OpenFiles,
        SocketsAllowed = recorder.Limits.Sockets,
        AgeSeconds = SummaryOf(_ages, ConnectionRecorder.AgeUnitsPerSecond),
        RequestsEach = SummaryOf(_requests, unit: 1),
    };

    private static ValueSummary? SummaryOf(HistogramSnapshot values, double unit) => values.IsEmpty
        ? null
        : new ValueSummary
        {
            Count = values.Count,
            Min = values.Min / unit,
            Mean = values.Mean / unit,
            P50 = values.ValueAtPercentile(50) / unit,
            P90 = values.ValueAtPercentile(90) / unit,
            P99 = values.ValueAtPercentile(99) / unit,
            Max = values.Max / unit,
        };
}
