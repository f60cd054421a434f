using System.Threading.Channels;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Outputs;

/// <summary>What waits to be sent by a task of its own: to hand something over never waits, and what finds no room is counted as dropped.</summary>
internal sealed class OutputQueue<T> : IAsyncDisposable
{
    private readonly Channel<T> _waiting;
    private readonly CancellationTokenSource _end = new();
    private readonly OutputCounts _counts = new();
    private readonly Task _sending;

    /// <param name="most">Waiting at once.</param>
    /// <param name="send">Sends all that comes, counts it, and throws nothing but a cancellation.</param>
    public OutputQueue(int most, Func<ChannelReader<T>, OutputCounts, CancellationToken, Task> send)
    {
        _waiting = Channel.CreateBounded<T>(most);
        _sending = Task.Run(() => SendAsync(send));
    }

    /// <summary>Any thread; never waits.</summary>
    public void Offer(T told)
    {
        _counts.Offered();
        if (!_waiting.Writer.TryWrite(told)) _counts.Dropped();
    }

    /// <summary>Nothing is told any more; what still waits is sent, within <paramref name="time"/>.</summary>
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
    }

    private async Task SendAsync(Func<ChannelReader<T>, OutputCounts, CancellationToken, Task> send)
    {
        try
        {
            await send(_waiting.Reader, _counts, _end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            _counts.SayWhereNothingIs("not taken before the run was over");
        }
    }
}
