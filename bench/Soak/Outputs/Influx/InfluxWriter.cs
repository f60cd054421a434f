using System.Text;
using System.Threading.Channels;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Outputs.Influx;

/// <summary>
/// Writes what a run says of itself as line protocol, on a task of its own: to hand something over never waits. While the database is away or slow
/// as much waits here as <see cref="MostWaiting"/>, and is sent together when it is back; a point that came twice is one point to it.
/// </summary>
internal sealed class InfluxWriter : IAsyncDisposable
{
    public const int MostWaiting = 120;

    private const int MostAtOnce = 30;

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Poster _poster;
    private readonly OutputQueue<Action<LineProtocol>> _queue;

    /// <param name="token">Sent as <c>Authorization: Token</c>; null: none is.</param>
    public InfluxWriter(Uri url, string? token)
    {
        _poster = new Poster(url, token is null ? [] : [("Authorization", $"Token {token}")], Within);
        _queue = new OutputQueue<Action<LineProtocol>>(MostWaiting, SendAsync);
    }

    /// <summary>Any thread; never waits, as the next.</summary>
    public void Tell(RunResult soFar, IntervalResult interval) => _queue.Offer(lines => InfluxLines.Write(lines, soFar, interval));

    public void Tell(RunResult run, RunEvent happened) => _queue.Offer(lines => InfluxLines.Write(lines, run, happened));

    /// <summary>Nothing is told any more; what still waits is sent, within <paramref name="time"/>. Counted are intervals and events.</summary>
    public Task<OutputFigures> FinishAsync(TimeSpan time) => _queue.FinishAsync(time);

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        _poster.Dispose();
    }

    private async Task SendAsync(ChannelReader<Action<LineProtocol>> waiting, OutputCounts counts, CancellationToken end)
    {
        while (await waiting.WaitToReadAsync(end).ConfigureAwait(false)) await SendSomeAsync(waiting, counts, end).ConfigureAwait(false);
    }

    private async Task SendSomeAsync(ChannelReader<Action<LineProtocol>> waiting, OutputCounts counts, CancellationToken end)
    {
        LineProtocol lines = new();
        int count = 0;
        for (; count < MostAtOnce && waiting.TryRead(out Action<LineProtocol>? write); count++) write(lines);

        byte[] body = Encoding.UTF8.GetBytes(lines.ToString());
        for (TimeSpan pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            PostOutcome outcome = await _poster.PostAsync(body, "text/plain; charset=utf-8", end).ConfigureAwait(false);
            if (outcome.Problem is null)
            {
                counts.Sent(count);
                return;
            }

            counts.Say(outcome.Problem);
            if (!outcome.MayGoBetterLater) return;

            await Task.Delay(pause, end).ConfigureAwait(false);
        }
    }
}
