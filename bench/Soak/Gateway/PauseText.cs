using HotPath.Recording;

namespace HotPath.Soak.Gateway;

/// <summary>A recorder's values so far as HdrHistogram's V2 encoding in base64, made anew only when there are more. Any thread.</summary>
internal sealed class PauseText(LatencyRecorder recorder)
{
    private readonly Lock _making = new();
    private readonly HistogramSnapshot _snapshot = new();
    private string? _text;

    public string Current
    {
        get
        {
            lock (_making)
            {
                long before = _snapshot.Count;
                recorder.CopyTo(_snapshot);
                return _text is { } known && _snapshot.Count == before ? known : _text = HdrEncoding.EncodeToBase64(_snapshot);
            }
        }
    }
}
