using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Tests.Reports;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Dashboard;

/// <summary>The page over a real socket.</summary>
public sealed class LivePageTests : IDisposable
{
    private static readonly IPEndPoint AnyLocalPort = new(IPAddress.Loopback, 0);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Assets => new()
    {
        { "/", "text/html" }, { "/page.css", "text/css" }, { "/page.js", "text/javascript" }, { "/icon.svg", "image/svg+xml" },
    };

    public void Dispose() => _client.Dispose();

    [Fact]
    public void Assets_Listed_AreAll() => Assert.Equal(PageAsset.All.Select(asset => asset.Path), Assets.Select(row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Assets))]
    public async Task Get_Asset_IsServedWithItsTypeAndAPolicy(string path, string contentType)
    {
        await using LivePage page = await LivePage.StartAsync(AnyLocalPort, new RunFeed(LiveEvent.Render));

        using HttpResponseMessage answer = await _client.GetAsync(new Uri(page.Address, path), Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(contentType, answer.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(Cancelled));
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_Watcher_GetsWhatIsNowAtOnceThenEachChangeThenTheEnd()
    {
        RunFeed feed = new(LiveEvent.Render);
        Feeds.Run(feed, intervals: 5);
        await using LivePage page = await LivePage.StartAsync(AnyLocalPort, feed);
        await using Stream stream = await _client.GetStreamAsync(new Uri(page.Address, "/events"), Cancelled);
        await using IAsyncEnumerator<SseItem<string>> events = SseParser.Create(stream).EnumerateAsync(Cancelled).GetAsyncEnumerator(Cancelled);

        List<string> read = [await NextAsync(events)];
        feed.Interval(SampleRuns.Interval(5), Feeds.SoFar with { DurationSeconds = 13 }, GeneratorTroubles.None);
        read.Add(await NextAsync(events));
        feed.Draining();
        read.Add(await NextAsync(events));
        feed.Judged(SampleRuns.Passed);
        read.Add(await NextAsync(events));
        feed.Close();
        read.Add(await NextAsync(events));

        Assert.Equal(["measuring, 12 s of 30 s", "measuring, 13 s of 30 s", "draining", "ended; measured 30 s of 30 s", "ended; measured 30 s of 30 s"], read.Select(Progress));
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("closed", events.Current.EventType);
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Events_SlowWatcher_MissesChangesAndGetsTheLast()
    {
        const int Changes = 400;
        string padding = new('x', 1 << 20); // far more than sockets hold between two ends
        int renders = 0;
        RunFeed feed = new((snapshot, _) =>
        {
            Interlocked.Increment(ref renders);
            return Encoding.UTF8.GetBytes($"id: {snapshot.Version}\ndata: {padding}\n\n");
        });
        await using LivePage page = await LivePage.StartAsync(AnyLocalPort, feed);
        await using Stream stream = await _client.GetStreamAsync(new Uri(page.Address, "/events"), Cancelled);

        for (int i = 0; i < Changes; i++)
        {
            feed.Interval(SampleRuns.Interval(i), Feeds.SoFar, GeneratorTroubles.None);
            await Task.Yield();
        }

        feed.Close();
        List<long> versions = [];
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(Cancelled))
        {
            if (item.EventType == "message") versions.Add(long.Parse(item.EventId!, System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(1 + Changes + 1, versions[^1]);
        Assert.Equal(versions.Order().Distinct(), versions);
        Assert.InRange(versions.Count, 1, Changes / 2);
        Assert.Equal(versions.Count, renders);
    }

    [Fact]
    public async Task Dispose_WatchersThere_LetsThemGoWithTheLastState()
    {
        RunFeed feed = new(LiveEvent.Render);
        LivePage page = await LivePage.StartAsync(AnyLocalPort, feed);
        Stream[] streams = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _client.GetStreamAsync(new Uri(page.Address, "/events"), Cancelled)));
        Feeds.Run(feed, intervals: 2);
        feed.Judged(SampleRuns.Passed);

        await page.DisposeAsync();

        foreach (Stream stream in streams)
        {
            using StreamReader reader = new(stream);
            string text = await reader.ReadToEndAsync(Cancelled);
            Assert.EndsWith("event: closed\ndata:\n\n", text, StringComparison.Ordinal);
            Assert.Contains("\"title\":\"PASS: streaming-soak\",\"tone\":\"pass\",\"ended\":true", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Dispose_WatcherThatDoesNotRead_IsCutOff()
    {
        byte[] endless = new byte[1 << 26]; // far more than sockets hold between two ends
        LivePage page = await LivePage.StartAsync(AnyLocalPort, new RunFeed((_, _) => endless));
        await using Stream stream = await _client.GetStreamAsync(new Uri(page.Address, "/events"), Cancelled);

        await page.DisposeAsync();

        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null, Cancelled));
    }

    [Fact]
    public async Task StartAsync_PortInUse_Throws()
    {
        await using LivePage first = await LivePage.StartAsync(AnyLocalPort, new RunFeed(LiveEvent.Render));

        await Assert.ThrowsAsync<IOException>(() => LivePage.StartAsync(new IPEndPoint(IPAddress.Loopback, first.Address.Port), new RunFeed(LiveEvent.Render)));
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync());
        return events.Current.Data;
    }

    private static string Progress(string data)
    {
        using JsonDocument json = JsonDocument.Parse(data);
        string html = json.RootElement.GetProperty("parts").GetProperty("progress").GetString()!;
        string text = System.Text.RegularExpressions.Regex.Replace(html, "<[^>]*>", "").Trim();
        return text.Split(',')[0] is "draining" ? "draining" : text;
    }
}
