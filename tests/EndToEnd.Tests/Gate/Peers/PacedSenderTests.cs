using System.Net.ServerSentEvents;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HotPath.Gate.Peers;
using HotPath.Gate.Peers.Arrivals;
using HotPath.Gate.Peers.Sender;
using HotPath.Gate.Peers.Servers;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class PacedSenderTests
{
    private static readonly StreamPace Pace = new(EventsPerSecond: 200, Events: 20);

    [Fact]
    public async Task Answer_AnyRequest_IsAStreamWithAStampAnInterval()
    {
        using PacedSender sender = new(Pace, certificate: null, TimeProvider.System);
        using HttpClient client = new();
        using StringContent request = new(StaticAnswers.RequestBody(stream: true));

        long askedAt = TimeProvider.System.GetTimestamp();
        using HttpResponseMessage response = await client.PostAsync(new Uri($"http://127.0.0.1:{sender.Port}/v1"), request, TestContext.Current.CancellationToken);
        byte[] body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        long[] stamps = [.. StampsIn(body)];
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Pace.Events, stamps.Length);
        Assert.Equal(Pace.Events - 1, stamps.Zip(stamps.Skip(1)).Count(pair => pair.Second - pair.First == TimeProvider.System.TimestampFrequency / Pace.EventsPerSecond));
        Assert.InRange(TimeProvider.System.GetElapsedTime(askedAt, stamps[0]).TotalMilliseconds, Pace.IntervalMs, double.MaxValue);
        string[] events = [.. SseParser.Create(new MemoryStream(body)).Enumerate().Select(item => item.Data)];
        Assert.Equal(Pace.Events + 2, events.Length); // the finish reason and the end
        Assert.Equal("[DONE]", events[^1]);
        Assert.Equal((1, Pace.Events), (sender.Counts.Requests, sender.Counts.Events));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answers_OnKeptConnections_AreReadWholeByTheReaderOfStamps(bool tls)
    {
        const int streams = 5;
        using TemporaryFolder folder = new();
        ServerCertificate.WriteTo(folder.FullName);
        using X509Certificate2? certificate = tls ? ServerCertificate.ReadFrom(folder.FullName) : null;
        using PacedSender sender = new(Pace, certificate, TimeProvider.System);
        ArrivalOptions options = new(
            new Uri($"{(tls ? "https" : "http")}://127.0.0.1:{sender.Port}/v1"), streams, TimeSpan.Zero, TimeSpan.FromSeconds(1), OverHttp2: false);
        using ArrivalLoad load = new(options, TimeProvider.System);

        ArrivalFigures figures = await load.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, figures.Failed);
        Assert.InRange(figures.Requests, streams + 1, sender.Counts.Requests); // each stream takes a tenth of the load
        Assert.InRange(figures.Events, figures.Requests * Pace.Events, sender.Counts.Events);
        Assert.InRange(figures.P50Ms!.Value, 0, figures.P99Ms!.Value);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", true)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab", false)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 3\r\n", false)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", true)]
    public void IsWhole_PartOfARequest_IsNot(string request, bool isWhole) =>
        Assert.Equal(isWhole, SenderConnection.IsWhole(Encoding.ASCII.GetBytes(request)));

    private static List<long> StampsIn(byte[] body)
    {
        List<long> stamps = [];
        ReadOnlySpan<byte> text = body;
        while (EventStamp.TryTake(ref text, out long dueAt)) stamps.Add(dueAt);
        return stamps;
    }
}
