using System.Collections.Concurrent;
using System.Text;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Tests.Reports;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Dashboard;

public class RunFeedTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Publish_NobodyWatches_RendersNothing()
    {
        int renders = 0;
        RunFeed feed = new((snapshot, width) =>
        {
            Interlocked.Increment(ref renders);
            return Feeds.RenderVersion(snapshot, width);
        });

        Feeds.Run(feed, intervals: 1_000);

        Assert.Equal(0, renders);
    }

    [Fact]
    public async Task NextAsync_TwentyWatchers_RendersEachChangeOnce()
    {
        ConcurrentBag<long> rendered = [];
        RunFeed feed = new((snapshot, width) =>
        {
            rendered.Add(snapshot.Version);
            return Feeds.RenderVersion(snapshot, width);
        });
        long[] seen = new long[20];

        for (int interval = 0; interval < 10; interval++)
        {
            feed.Interval(SampleRuns.Interval(interval), Feeds.SoFar, GeneratorTroubles.None);
            FeedEvent[] events = await Task.WhenAll(seen.Select(version => feed.NextAsync(version, PageWidth.Wide, Cancelled)));
            byte[][] texts = await Task.WhenAll(events.Select(happened => happened.Text));

            Assert.All(texts, text => Assert.Same(texts[0], text));
            seen = [.. events.Select(happened => happened.Version)];
        }

        Assert.Equal(10, rendered.Count);
        Assert.Distinct(rendered);
    }

    [Fact]
    public async Task NextAsync_TwoWidths_RendersEachOnce()
    {
        ConcurrentBag<PageWidth> rendered = [];
        RunFeed feed = new((snapshot, width) =>
        {
            rendered.Add(width);
            return Feeds.RenderVersion(snapshot, width);
        });

        foreach (PageWidth width in (PageWidth[])[PageWidth.Wide, PageWidth.Narrow, PageWidth.Wide, PageWidth.Narrow])
        {
            await (await feed.NextAsync(0, width, Cancelled)).Text;
        }

        Assert.Equal([PageWidth.Wide, PageWidth.Narrow], rendered.Order());
    }

    [Fact]
    public async Task Publish_WhileAWatcherWaits_RunsNothingOfTheWatchersOnThePublishersThread()
    {
        ConcurrentBag<int> threads = [];
        RunFeed feed = new((snapshot, width) =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            return Feeds.RenderVersion(snapshot, width);
        });
        long seen = (await feed.NextAsync(0, PageWidth.Wide, Cancelled)).Version;
        Task<byte[]> waiting = Task.Run(async () => await (await feed.NextAsync(seen, PageWidth.Wide, Cancelled)).Text, Cancelled);
        Thread publisher = new(() =>
        {
            while (!waiting.IsCompleted) feed.Interval(SampleRuns.Interval(0), Feeds.SoFar, GeneratorTroubles.None);
        });

        publisher.Start();
        await waiting;
        publisher.Join();

        Assert.DoesNotContain(publisher.ManagedThreadId, threads);
    }

    [Fact]
    public async Task NextAsync_LateWatcher_GetsWhatIsNowAndNothingInBetween()
    {
        RunFeed feed = new(Feeds.RenderVersion);
        Feeds.Run(feed, intervals: 50);

        FeedEvent now = await feed.NextAsync(0, PageWidth.Wide, Cancelled);
        Task<FeedEvent> next = feed.NextAsync(now.Version, PageWidth.Wide, Cancelled);

        Assert.Contains("data: 50", Encoding.UTF8.GetString(await now.Text), StringComparison.Ordinal);
        Assert.False(next.IsCompleted);
        feed.Draining();
        Assert.Equal(now.Version + 1, (await next).Version);
    }

    [Fact]
    public async Task NextAsync_WatcherLeaves_IsCancelled()
    {
        RunFeed feed = new(Feeds.RenderVersion);
        using CancellationTokenSource gone = new();
        long seen = (await feed.NextAsync(0, PageWidth.Wide, Cancelled)).Version;

        Task<FeedEvent> next = feed.NextAsync(seen, PageWidth.Wide, gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Stages_OfARun_FollowEachOther()
    {
        List<(RunStage, bool)> stages = [];
        FeedSnapshot last = new();
        RunFeed feed = new((snapshot, _) =>
        {
            last = snapshot;
            stages.Add((snapshot.Stage, snapshot.IsStopping));
            return [];
        });
        Action[] course =
        [
            () => { }, () => feed.Started(Feeds.Introduction, []), feed.WarmingUp, () => feed.Interval(SampleRuns.Interval(0), Feeds.SoFar, GeneratorTroubles.None),
            feed.Stopping, feed.Draining, () => feed.Interval(SampleRuns.Interval(1), Feeds.SoFar, GeneratorTroubles.None),
            () => feed.Judged(SampleRuns.Passed), () => feed.Started(Feeds.Introduction, []), feed.Left,
        ];

        foreach (Action step in course)
        {
            step();
            await (await feed.NextAsync(0, PageWidth.Wide, Cancelled)).Text;
        }

        Assert.Equal(
        [
            (RunStage.None, false), (RunStage.Starting, false), (RunStage.WarmingUp, false), (RunStage.Measuring, false), (RunStage.Measuring, true),
            (RunStage.Draining, true), (RunStage.Draining, true), (RunStage.Ended, true), (RunStage.Starting, false), (RunStage.Ended, false),
        ],
        stages);
        Assert.Empty(last.Points);
        Assert.Null(last.Run);
    }

    [Fact]
    public async Task Left_AfterTheVerdict_ChangesNothing()
    {
        RunFeed feed = new(Feeds.RenderVersion);
        feed.Started(Feeds.Introduction, []);
        feed.Judged(SampleRuns.Passed);
        long seen = (await feed.NextAsync(0, PageWidth.Wide, Cancelled)).Version;

        feed.Left();

        Assert.Equal(seen, (await feed.NextAsync(0, PageWidth.Wide, Cancelled)).Version);
    }
}
