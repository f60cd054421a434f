using System.IO.Pipelines;
using HotPath.Soak.Dashboard;
using Microsoft.AspNetCore.Http;

namespace HotPath.Soak.Tests.Dashboard;

public class EventStreamTests
{
    [Fact]
    public async Task WriteAsync_NothingHappens_KeepsTheConnectionAliveUntilTheWatcherLeaves()
    {
        using CancellationTokenSource gone = new();
        Pipe pipe = new();
        DefaultHttpContext context = new() { RequestAborted = gone.Token, Response = { Body = pipe.Writer.AsStream() } };
        using StreamReader reader = new(pipe.Reader.AsStream());

        Task writing = EventStream.WriteAsync(context, new RunFeed(Feeds.RenderVersion), new HurriedTime());
        List<string?> lines = [];
        while (lines.Count < 7) lines.Add(await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        await gone.CancelAsync();
        await writing;

        Assert.Equal(["id: 1", "data: 0", "", ": still here", "", ": still here", ""], lines);
        Assert.Equal("text/event-stream", context.Response.ContentType);
    }

    /// <summary>In which every wait is over at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
