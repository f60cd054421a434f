using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using HotPath.Gate.Peers.Servers;
using HotPath.Recording;

namespace HotPath.Gate.Peers.Invoker;

/// <summary>
/// A closed loop as one would write it with the framework, without a setting: HttpMessageInvoker over SocketsHttpHandler, and
/// SseParser with an item parser that makes no string. It measures less than hotpath-soak does: one latency, and no content.
/// </summary>
internal sealed class InvokerLoad(InvokerOptions options, TimeProvider time) : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is { Subject: ServerCertificate.Subject } }, // signed by itself
    });

    private readonly byte[] _body = Encoding.UTF8.GetBytes(StaticAnswers.RequestBody(options.Streams));
    private readonly LatencyRecorder _latency = new();
    private long _measuredFrom;
    private long _requests;
    private long _failed;
    private long _events;

    public async Task<InvokerFigures> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _measuredFrom = time.GetTimestamp() + (long)(options.WarmUp.TotalSeconds * time.TimestampFrequency);
        ending.CancelAfter(options.WarmUp + options.Load);
        await Task.WhenAll(Enumerable.Range(0, options.Users).Select(user => UserAsync(user, ending.Token))).ConfigureAwait(false);

        HistogramSnapshot latency = new();
        _latency.CopyTo(latency);
        return new InvokerFigures(_requests, _failed, _events, PercentileMs(latency, 50), PercentileMs(latency, 99));
    }

    public void Dispose() => _client.Dispose();

    private async Task UserAsync(int user, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Random seeds = new(user);
        byte[] body = [.. _body];
        byte[] buffer = new byte[BufferSize];
        int seedAt = body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(StaticAnswers.Seed));
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                // The simulated gateway makes of a seed how long and when: with one for all, all streams would be in step.
                seeds.NextInt64(1_000_000_000_000_000_000, long.MaxValue).TryFormat(body.AsSpan(seedAt), out _, default, CultureInfo.InvariantCulture);
                await RequestAsync(body, buffer, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The load is over; what was open then is in no figure.
        }
    }

    private async Task RequestAsync(byte[] body, byte[] buffer, CancellationToken cancellationToken)
    {
        long startedAt = time.GetTimestamp();
        bool isMeasured = startedAt >= _measuredFrom;
        try
        {
            using HttpRequestMessage request = Request(body);
            using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            Stream answer = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            if (options.Streams) await ReadEventsAsync(answer, cancellationToken).ConfigureAwait(false);
            else while (await answer.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0) { }

            if (!isMeasured) return;
            Interlocked.Increment(ref response.StatusCode == HttpStatusCode.OK ? ref _requests : ref _failed);
            if (!options.MeasuresGaps) _latency.Record(NanosecondsSince(startedAt));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            if (isMeasured) Interlocked.Increment(ref _failed);
        }
    }

    private async Task ReadEventsAsync(Stream answer, CancellationToken cancellationToken)
    {
        long before = 0;
        long events = 0;
        await foreach (SseItem<int> _ in SseParser.Create(answer, (_, data) => data.Length).EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            events++;
            if (!options.MeasuresGaps) continue;

            long now = time.GetTimestamp();
            if (before >= _measuredFrom) _latency.Record(NanosecondsSince(before, now));
            before = now;
        }

        Interlocked.Add(ref _events, events);
    }

    private HttpRequestMessage Request(byte[] body)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        HttpRequestMessage request = new(HttpMethod.Post, options.Address) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", StaticAnswers.ApiKey);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(options.Streams ? "text/event-stream" : "application/json"));
        return request;
    }

    private long NanosecondsSince(long start) => NanosecondsSince(start, time.GetTimestamp());

    private long NanosecondsSince(long start, long end) => time.GetElapsedTime(start, end).Ticks * TimeSpan.NanosecondsPerTick;

    private static double? PercentileMs(HistogramSnapshot latency, double percentile) =>
        latency.IsEmpty ? null : latency.ValueAtPercentile(percentile) / 1e6;
}
