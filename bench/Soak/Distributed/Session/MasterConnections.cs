using System.Runtime.CompilerServices;

namespace HotPath.Soak.Distributed.Session;

/// <summary>Keeps a connection to the master: one after the other, a second between them. Sends what waits, tells what comes.</summary>
/// <param name="open">Throws nothing but a cancellation.</param>
/// <param name="tell">Any thread; never waits.</param>
internal sealed class MasterConnections(Func<CancellationToken, Task<LinkOpening>> open, Outbox outbox, Action<SessionEvent> tell, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    /// <summary>What the other side gets to take the last that was sent.</summary>
    private static readonly TimeSpan FinishWithin = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private CancellationTokenSource? _drop; // of the connection that there is
    private CancellationTokenSource? _reopen;
    private TaskCompletionSource? _begin;
    private int _number;

    /// <summary>Until the outbox is completed and empty while there is a connection, or <paramref name="end"/>.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        try
        {
            bool isOver = false;
            while (!isOver)
            {
                LinkOpening opening = await open(end).ConfigureAwait(false);
                if (opening.Link is null) tell(new SessionEvent(SessionEventKind.NotReached, Problem: opening.Problem));
                else isOver = await TalkAsync(opening.Link, end).ConfigureAwait(false);
                if (!isOver) await Task.Delay(Between, time, end).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // There is nobody left who wants to be connected.
        }
    }

    /// <summary>What waits may go over this connection: nothing is left that was meant for the one before.</summary>
    public void Begin(int connection)
    {
        lock (_lock)
        {
            if (_number == connection) _begin?.TrySetResult();
        }
    }

    /// <summary>Gives this connection up, where it still is the one: nothing more goes over it.</summary>
    public void Drop(int connection) => Cancel(connection, () => _drop);

    /// <summary>Ends this connection in order; what was not sent goes over the next.</summary>
    public void Reopen(int connection) => Cancel(connection, () => _reopen);

    private void Cancel(int connection, Func<CancellationTokenSource?> which)
    {
        lock (_lock)
        {
            if (_number == connection) which()?.Cancel();
        }
    }

    /// <returns>Whether all is said, and nothing will be added.</returns>
    private async Task<bool> TalkAsync(IMasterLink link, CancellationToken end)
    {
        using CancellationTokenSource drop = CancellationTokenSource.CreateLinkedTokenSource(end);
        using CancellationTokenSource reopen = CancellationTokenSource.CreateLinkedTokenSource(drop.Token);
        await using ConfiguredAsyncDisposable closing = link.ConfigureAwait(false);
        TaskCompletionSource begin = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int number = Enter(drop, reopen, begin);
        try
        {
            tell(new SessionEvent(SessionEventKind.Connected, number));
            Task<string?> sending = SendAllAsync(link, begin.Task, reopen.Token, drop.Token);
            Task<string?> receiving = ReceiveAllAsync(link, number, drop.Token);
            await Task.WhenAny(sending, receiving).ConfigureAwait(false);

            string? lost = ResultOf(receiving) ?? ResultOf(sending);
            if (lost is null && !drop.IsCancellationRequested)
            {
                link.EndSending();
                await Task.WhenAny(receiving, Task.Delay(FinishWithin, time, drop.Token)).ConfigureAwait(false);
            }

            await drop.CancelAsync().ConfigureAwait(false);
            await EndAsync(sending).ConfigureAwait(false);
            await EndAsync(receiving).ConfigureAwait(false);
            if (lost is not null) tell(new SessionEvent(SessionEventKind.Lost, number, Problem: lost));
            return lost is null && sending.IsCompletedSuccessfully;
        }
        finally
        {
            lock (_lock) (_drop, _reopen, _begin) = (null, null, null);
        }
    }

    private static string? ResultOf(Task<string?> task) => task.IsCompletedSuccessfully ? task.Result : null;

    private int Enter(CancellationTokenSource drop, CancellationTokenSource reopen, TaskCompletionSource begin)
    {
        lock (_lock)
        {
            (_drop, _reopen, _begin) = (drop, reopen, begin);
            return ++_number;
        }
    }

    /// <param name="begin">Not before.</param>
    /// <param name="stop">Between two messages.</param>
    /// <param name="drop">At once.</param>
    /// <returns>Why nothing can be sent any more; null: all is sent.</returns>
    private async Task<string?> SendAllAsync(IMasterLink link, Task begin, CancellationToken stop, CancellationToken drop)
    {
        await begin.WaitAsync(stop).ConfigureAwait(false);
        while (await outbox.NextAsync(stop).ConfigureAwait(false) is { } message)
        {
            if (await link.SendAsync(message.Payload, drop).ConfigureAwait(false) is { } problem) return problem;

            outbox.Sent(message);
        }

        return null;
    }

    private async Task<string?> ReceiveAllAsync(IMasterLink link, int number, CancellationToken stop)
    {
        while (true)
        {
            LinkRead read = await link.ReceiveAsync(stop).ConfigureAwait(false);
            if (read.Problem is not null) return read.Problem;

            tell(new SessionEvent(SessionEventKind.Received, number, read.Message));
        }
    }

    /// <summary>One of the two that was told to end.</summary>
    private static async Task EndAsync(Task ending)
    {
        try
        {
            await ending.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // As it was told.
        }
    }
}
