using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using HotPath.Http;
using HotPath.Recording;

namespace HotPath.Gate.Peers.Arrivals;

/// <summary>
/// Holds streams open and reads nothing of them but stamps, so that as much of a core as can be is left for being in time: how late an event
/// is here is how late its server was.
/// </summary>
internal sealed class ArrivalLoad : IDisposable
{
    private readonly ArrivalOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker? _http2;
    private readonly TlsConnector? _tls;
    private readonly LatencyRecorder _late = new();
    private long _measuredFrom;
    private long _requests;
    private long _failed;
    private long _events;

    public ArrivalLoad(ArrivalOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _http2 = options.OverHttp2 ? new HttpMessageInvoker(new SocketsHttpHandler { EnableMultipleHttp2Connections = true }) : null;
        _tls = options.Address.Scheme == Uri.UriSchemeHttps
            ? new TlsConnector(new TlsSettings { TargetHost = options.Address.Host, Verify = false }, time)
            : null;
    }

    public async Task<ArrivalFigures> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _measuredFrom = _time.GetTimestamp() + (long)(_options.WarmUp.TotalSeconds * _time.TimestampFrequency);
        ending.CancelAfter(_options.WarmUp + _options.Load);
        await Task.WhenAll(Enumerable.Range(0, _options.Streams).Select(number => ReadAsync(number, ending.Token))).ConfigureAwait(false);

        HistogramSnapshot late = new();
        _late.CopyTo(late);
        return new ArrivalFigures(_requests, _failed, _events, PercentileMs(late, 50), PercentileMs(late, 99));
    }

    public void Dispose() => _http2?.Dispose();

    private async Task ReadAsync(int number, CancellationToken cancellationToken)
    {
        using IStampSource source = SourceOf(number);
        try
        {
            await Task.Delay(_options.WarmUp * number / _options.Streams, _time, cancellationToken).ConfigureAwait(false);
            while (await source.OpenAsync(cancellationToken).ConfigureAwait(false) is { } body)
            {
                await ReadAsync(body, cancellationToken).ConfigureAwait(false);
                Interlocked.Increment(ref _requests);
            }

            Interlocked.Increment(ref _failed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The load is over.
        }
    }

    private async Task ReadAsync(PipeReader body, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            long now = _time.GetTimestamp();
            ReadOnlySequence<byte> bytes = read.Buffer;
            if (read.IsCompleted)
            {
                TakeStamps(bytes, now);
                body.AdvanceTo(bytes.End);
                await body.CompleteAsync().ConfigureAwait(false);
                return;
            }

            body.AdvanceTo(bytes.GetPosition(TakeStamps(bytes, now)), bytes.End);
        }
    }

    /// <returns>How many bytes are of no use any more.</returns>
    private int TakeStamps(in ReadOnlySequence<byte> bytes, long now)
    {
        ReadOnlySpan<byte> text = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        int length = text.Length;
        while (EventStamp.TryTake(ref text, out long dueAt))
        {
            if (dueAt < _measuredFrom) continue;

            _late.Record(_time.GetElapsedTime(dueAt, now).Ticks * TimeSpan.NanosecondsPerTick);
            Interlocked.Increment(ref _events);
        }

        return length - text.Length;
    }

    // The simulated gateway makes of a seed what it says: each stream has its own text.
    private IStampSource SourceOf(int number)
    {
        string seed = (1_000_000_000_000_000_000 + number).ToString(CultureInfo.InvariantCulture);
        return _http2 is null
            ? new Http1Source(_options.Address, Http1Source.RequestTo(_options.Address, seed), _tls)
            : new Http2Source(_http2, _options.Address, seed);
    }

    private static double? PercentileMs(HistogramSnapshot late, double percentile) => late.IsEmpty ? null : late.ValueAtPercentile(percentile) / 1e6;
}
