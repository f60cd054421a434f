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

    private readonly Channel<Action<LineProtocol>> _waiting = Channel.CreateBounded<Action<LineProtocol>>(MostWaiting);
    private readonly CancellationTokenSource _end = new();
    private readonly OutputCounts _counts = new();
    private readonly Poster _poster;
    private readonly Task _sending;

    /// <param name="token">Sent as <c>Authorization: Token</c>; null: none is.</param>
    public InfluxWriter(Uri url, string? token)
    {
        _poster = new Poster(url, token is null ? [] : [("Authorization", $"Token {token}")], Within);
        _sending = Task.Run(SendAsync);
    }

    /// <summary>Any thread; never waits, as the next.</summary>
    public void Tell(RunResult soFar, IntervalResult interval) => Offer(lines => InfluxLines.Write(lines, soFar, interval));

    public void Tell(RunResult run, RunEvent happened) => Offer(lines => InfluxLines.Write(lines, run, happened));

    /// <summary>Nothing is told any more; what still waits is sent, within <paramref name="time"/>. Counted are intervals and events.</summary>
    public async Task<OutputFigures> FinishAsync(TimeSpan time)
    {
        _waiting.Writer.TryComplete();
        _end.CancelAfter(time);
        await _sending.ConfigureAwait(false);
        return _counts.Figures();
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _end.CancelAsync().ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
        _end.Dispose();
        _poster.Dispose();
    }

    private void Offer(Action<LineProtocol> write)
    {
        _counts.Offered();
        if (!_waiting.Writer.TryWrite(write)) _counts.Dropped();
    }

    private async Task SendAsync()
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(_end.Token).ConfigureAwait(false)) await SendSomeAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            _counts.SayWhereNothingIs("not taken before the run was over");
        }
    }

    private async Task SendSomeAsync()
    {
        LineProtocol lines = new();
        int count = 0;
        for (; count < MostAtOnce && _waiting.Reader.TryRead(out Action<LineProtocol>? write); count++) write(lines);

        byte[] body = Encoding.UTF8.GetBytes(lines.ToString());
        for (TimeSpan pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            PostOutcome outcome = await _poster.PostAsync(body, "text/plain; charset=utf-8", _end.Token).ConfigureAwait(false);
            if (outcome.Problem is null)
            {
                _counts.Sent(count);
                return;
            }

            _counts.Say(outcome.Problem);
            if (!outcome.MayGoBetterLater) return;

            await Task.Delay(pause, _end.Token).ConfigureAwait(false);
        }
    }
}
