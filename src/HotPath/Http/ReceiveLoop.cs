using System.Threading.Tasks.Sources;
using HotPath.Sockets;

namespace HotPath.Http;

/// <summary>Receives until the judge is content, as a <see cref="ValueTask{TResult}"/> that allocates nothing.</summary>
/// <remarks>
/// One run at a time. <see cref="Interrupt"/> comes from any thread. It ends the wait but not the receive, which goes on
/// writing into the buffer; the next run waits for that same receive.
/// </remarks>
internal sealed class ReceiveLoop<TResult> : IValueTaskSource<TResult>, IReceiver
{
    private const int Idle = 0;       // no receive is pending
    private const int Awaited = 1;    // one is pending, and a run waits for it
    private const int Unattended = 2; // one is pending whose run was interrupted
    private const int Arrived = 3;    // that one has ended and was not taken yet

    private readonly Transport _transport;
    private readonly ReceiveBuffer _buffer;
    private readonly IReceiveJudge<TResult> _judge;
    private ManualResetValueTaskSourceCore<TResult> _source;
    private CancellationToken _token;
    private CancellationTokenRegistration _registration;
    private int _state;
    private int _interrupt;

    public ReceiveLoop(Transport transport, ReceiveBuffer buffer, IReceiveJudge<TResult> judge)
    {
        _transport = transport;
        _buffer = buffer;
        _judge = judge;
    }

    /// <summary>Receives at least once. Cancellation aborts the transport: half a receive cannot be taken back.</summary>
    public ValueTask<TResult> RunAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<TResult>(cancellationToken);
        if (Volatile.Read(ref _state) == Awaited)
        {
            throw new InvalidOperationException("A receive is pending; wait for its end before the next.");
        }

        // What is there already needs no wait, and so none of what a wait needs.
        if (Volatile.Read(ref _state) == Idle)
        {
            while (_transport.StartReceive(_buffer))
            {
                if (_judge.TryJudge(_transport.EndReceive(_buffer), out TResult result)) return new ValueTask<TResult>(result);
            }
        }

        return WaitAsync(cancellationToken);
    }

    /// <summary>Receives ahead of the next run, which then takes what has come. The buffer must be empty and the transport allow it.</summary>
    /// <returns>True as long as nothing has come: no bytes and no end.</returns>
    public bool IsWaitingAhead()
    {
        if (_transport.IsAborted) return false;
        if (Volatile.Read(ref _state) == Idle)
        {
            if (_transport.StartReceive(_buffer))
            {
                Volatile.Write(ref _state, Arrived);
            }
            else
            {
                Volatile.Write(ref _state, Unattended);
                if (!_transport.TryOnReceived(this)) Volatile.Write(ref _state, Arrived);
            }
        }
        if (Volatile.Read(ref _state) == Unattended) return true;

        _transport.NoteReceived();
        return false;
    }

    /// <summary>Ends the pending run, or the next one, with <see cref="Received.Interrupted"/>.</summary>
    public void Interrupt()
    {
        Interlocked.Exchange(ref _interrupt, 1);
        if (TakeInterrupt() == Received.Interrupted && _judge.TryJudge(Received.Interrupted, out TResult result))
        {
            Finish(Received.Interrupted, result);
        }
    }

    /// <returns>True once after an <see cref="Interrupt"/> that found no run to end.</returns>
    public bool ConsumeInterrupt() => Volatile.Read(ref _interrupt) != 0 && Interlocked.Exchange(ref _interrupt, 0) != 0;

    public TResult GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    // All of a run is in its fields before anybody else may end it.
    private ValueTask<TResult> WaitAsync(CancellationToken cancellationToken)
    {
        _source.Reset();
        _token = cancellationToken;
        _registration = cancellationToken.UnsafeRegister(static transport => ((Transport)transport!).Abort(), _transport);

        Received received = Volatile.Read(ref _state) == Idle ? Await() : Attach();
        if (!TryAdvance(ref received, out TResult result)) return new ValueTask<TResult>(this, _source.Version);

        _registration.Unregister();
        return IsCancelled(received) ? ValueTask.FromCanceled<TResult>(cancellationToken) : new ValueTask<TResult>(result);
    }

    // False when a receive is pending. From then on the callback's thread, or an interrupting one, may own all fields.
    private bool TryAdvance(ref Received received, out TResult result)
    {
        while (received != Received.Pending)
        {
            if (_judge.TryJudge(received, out result)) return true;
            received = _transport.StartReceive(_buffer) ? _transport.EndReceive(_buffer) : Await();
        }

        result = default!;
        return false;
    }

    // The callback comes last: before it nobody but an interrupter can take the run from here.
    private Received Await()
    {
        Interlocked.Exchange(ref _state, Awaited);
        Received received = TakeInterrupt();
        if (_transport.TryOnReceived(this)) return received;
        return TryClaim() ? _transport.EndReceive(_buffer) : received;
    }

    private Received Attach()
    {
        if (Interlocked.CompareExchange(ref _state, Awaited, Unattended) == Unattended) return TakeInterrupt();

        Volatile.Write(ref _state, Idle);
        return _transport.EndReceive(_buffer);
    }

    // The flag is set before the state is looked at here, and the state before the flag in Await and Attach: one of the
    // two sees the other, and the exchange lets only one of them end the run.
    private Received TakeInterrupt()
    {
        if (Volatile.Read(ref _interrupt) == 0 || Interlocked.CompareExchange(ref _state, Unattended, Awaited) != Awaited)
        {
            return Received.Pending;
        }
        Volatile.Write(ref _interrupt, 0);
        return Received.Interrupted;
    }

    // Asked once by whoever finds that the receive has ended: true when a run waits for it.
    private bool TryClaim()
    {
        while (Interlocked.CompareExchange(ref _state, Idle, Awaited) != Awaited)
        {
            if (Interlocked.CompareExchange(ref _state, Arrived, Unattended) == Unattended) return false;
        }

        return true;
    }

    void IReceiver.OnReceived()
    {
        if (!TryClaim()) return;

        Received received;
        TResult result;
        try
        {
            received = _transport.EndReceive(_buffer);
            if (!TryAdvance(ref received, out result)) return;
        }
        catch (Exception failure) // Whatever it is belongs to whoever waits; thrown here it would end the process.
        {
            _registration.Unregister();
            _source.SetException(failure);
            return;
        }

        Finish(received, result);
    }

    private void Finish(Received received, TResult result)
    {
        _registration.Unregister();
        if (IsCancelled(received))
        {
            _source.SetException(new OperationCanceledException(_token));
        }
        else
        {
            _source.SetResult(result);
        }
    }

    private bool IsCancelled(Received received) => received == Received.Aborted && _token.IsCancellationRequested;
}
