namespace HotPath.Soak.Dashboard;

/// <summary><c>GET /events</c>: what is now, at once, and then each change until the watcher leaves or no run comes any more.</summary>
internal static class EventStream
{
    /// <summary>Shorter than what proxies between take for a dead connection.</summary>
    public static readonly TimeSpan KeepAliveEach = TimeSpan.FromSeconds(15);

    public static async Task WriteAsync(HttpContext context, RunFeed feed, TimeProvider time)
    {
        PageWidth width = context.Request.Query["plots"] == "narrow" ? PageWidth.Narrow : PageWidth.Wide;
        CancellationToken gone = context.RequestAborted;
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no"; // asks a proxy between to pass each event on as it comes
        try
        {
            await WriteAllAsync(context.Response.Body, feed, width, time, gone).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            context.Abort(); // the watcher left, which is no fault
        }
    }

    private static async Task WriteAllAsync(Stream body, RunFeed feed, PageWidth width, TimeProvider time, CancellationToken gone)
    {
        for (long seen = 0; ;)
        {
            Task<FeedEvent> next = feed.NextAsync(seen, width, gone);
            while (!await EndsWithinAsync(next, time, gone).ConfigureAwait(false))
            {
                await WriteAsync(body, LiveEvent.KeepAlive, gone).ConfigureAwait(false);
            }

            FeedEvent now = await next.ConfigureAwait(false);
            await WriteAsync(body, await now.Text.ConfigureAwait(false), gone).ConfigureAwait(false);
            seen = now.Version;
            if (!now.IsLast) continue;

            await WriteAsync(body, LiveEvent.Closed, gone).ConfigureAwait(false);
            return;
        }
    }

    // Returns when the connection has taken the text: until then a slow watcher misses changes, and nothing waits for it in memory.
    private static async Task WriteAsync(Stream body, byte[] text, CancellationToken gone)
    {
        await body.WriteAsync(text, gone).ConfigureAwait(false);
        await body.FlushAsync(gone).ConfigureAwait(false);
    }

    private static async Task<bool> EndsWithinAsync(Task next, TimeProvider time, CancellationToken gone)
    {
        if (next.IsCompleted) return true;

        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(gone);
        Task first = await Task.WhenAny(next, Task.Delay(KeepAliveEach, time, enough.Token)).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        return first == next;
    }
}
