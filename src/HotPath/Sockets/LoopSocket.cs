using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace HotPath.Sockets;

/// <summary>A connected socket that a <see cref="SocketLoop"/> waits for: one receive and one send at a time, closed from any thread.</summary>
/// <remarks>
/// The poll tells once that something has come. A receive that got less than it had room for has taken all there was (epoll(7)), so none is tried
/// again before the poll tells again: a stream that brings an event at a time takes one call for each.
/// </remarks>
internal sealed class LoopSocket : IThreadPoolWorkItem
{
    private const int Quiet = 0;   // nothing has come, and nobody waits
    private const int Ready = 1;   // something may be there
    private const int Waiting = 2; // a receive is pending

    private const int MostInARow = 8; // half a megabyte at most, then others have their turn

    private static readonly LingerOption Reset = new(enable: true, seconds: 0);

    private readonly Socket _socket;
    private readonly SocketLoop _loop;
    private ReceiveSignal _signal;
    private IReceiveSpace _space = null!; // of the pending receive
    private TaskCompletionSource? _writable; // waits until more can be sent, or until it is connected
    private volatile bool _isGivenUp; // the pending receive is no longer wanted
    private volatile bool _endIsNear; // the peer has ended or the connection has failed: perhaps behind bytes
    private int _inARow; // receives since the loop came to it
    private int _state;
    private int _closed;

    private LoopSocket(Socket socket, SocketLoop loop)
    {
        _socket = socket;
        _loop = loop;
        Handle = socket.SafeHandle;
        Number = (int)Handle.DangerousGetHandle();
    }

    public SafeSocketHandle Handle { get; }

    /// <summary>Its file descriptor.</summary>
    public int Number { get; }

    /// <summary>Tells it from those that had the number before, in what a poll says.</summary>
    public int Generation { get; set; }

    /// <summary>Bytes of the last receive; 0 when the peer has ended, or it failed.</summary>
    public int Count { get; private set; }

    /// <summary>The error of the last receive; 0 when there was none.</summary>
    public int Error { get; private set; }

    /// <summary>What waits for it.</summary>
    public SocketLoop Loop => _loop;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <param name="socket">A new one, bound or not. Closed with the result, or by the caller where this throws.</param>
    /// <param name="endPoint">Of the socket's address family.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">It could not be connected.</exception>
    public static async ValueTask<LoopSocket> ConnectAsync(Socket socket, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LoopSocket connecting = new(socket, SocketLoop.Next());
        TaskCompletionSource connected = new();
        connecting._writable = connected;
        int error = connecting.Connect(endPoint);
        if (error is not (0 or LinuxSockets.InProgressError)) throw new SocketException((int)LinuxErrors.Of(error));

        connecting._loop.Add(connecting);
        try
        {
            await connected.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            SocketError failure = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            return failure == SocketError.Success ? connecting : throw new SocketException((int)failure);
        }
        catch
        {
            connecting.Close();
            throw;
        }
    }

    /// <summary>Starts a receive, whose result is in <see cref="Count"/> and <see cref="Error"/> once it has ended.</summary>
    /// <param name="space">Left alone until then.</param>
    /// <returns>True when it has ended at once.</returns>
    public bool StartReceive(IReceiveSpace space)
    {
        _space = space;
        _isGivenUp = false;
        _signal.Begin();
        while (true)
        {
            if (IsClosed) return End(0, 0);
            bool mayHaveMore = Interlocked.CompareExchange(ref _state, Quiet, Ready) == Ready;
            bool isOthersTurn = mayHaveMore && _inARow >= MostInARow && _loop.IsCurrent;
            if (mayHaveMore && !isOthersTurn)
            {
                _inARow++;
                if (TryReceive()) return true;
            }

            if (Interlocked.CompareExchange(ref _state, Waiting, Quiet) != Quiet) continue; // the poll told meanwhile
            if (isOthersTurn) _loop.ComeBackTo(this);
            if (!IsClosed || Interlocked.CompareExchange(ref _state, Quiet, Waiting) != Waiting) return false;
        }
    }

    /// <summary>Has <paramref name="receiver"/> told once when the pending receive has ended: on the loop's thread, or where it was given up, or of the pool when it was closed.</summary>
    /// <returns>False when it has ended meanwhile: then nobody is told.</returns>
    public bool TryOnReceived(IReceiver receiver) => _signal.TryOnEnded(receiver);

    /// <summary>Ends the pending receive, if there is one, with <see cref="LinuxErrors.Cancelled"/>. Any thread.</summary>
    public void GiveUpReceive()
    {
        _isGivenUp = true; // for the loop, should it just find out that nothing has come
        if (Interlocked.CompareExchange(ref _state, Quiet, Waiting) == Waiting) EndGivenUp();
    }

    /// <returns>How many bytes were taken, and the error where none were: <see cref="LinuxSockets.WouldBlockError"/> when it is full.</returns>
    public (int Count, int Error) Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            nint count = LinuxSockets.Send(Handle, bytes);
            return count >= 0 ? ((int)count, 0) : (0, Marshal.GetLastPInvokeError());
        }
        catch (ObjectDisposedException)
        {
            return (0, LinuxErrors.Closed);
        }
    }

    /// <summary>Sends all of it, however often that must be waited for.</summary>
    /// <returns>0, or the error that ended it.</returns>
    /// <exception cref="OperationCanceledException">A part of it may have been sent.</exception>
    public async ValueTask<int> SendAllAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource writable = new(TaskCreationOptions.RunContinuationsAsynchronously); // who closes must not go on with what was sent
            Volatile.Write(ref _writable, writable); // before it is tried: the poll tells but once
            (int count, int error) = IsClosed ? (0, LinuxErrors.Closed) : Send(bytes.Span);
            bytes = bytes[count..];
            if (bytes.IsEmpty)
            {
                Volatile.Write(ref _writable, null);
                return 0;
            }

            if (error != LinuxSockets.WouldBlockError && error != 0) return error;
            if (error == 0) continue;

            await writable.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What is pending ends, on a thread of the pool, and the peer sees a reset then: so .NET's sockets do, too, and no port is left in TIME_WAIT.
    /// Any thread, any number of times.
    /// </summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;

        _loop.Remove(this);
        if (Volatile.Read(ref _state) == Waiting || Volatile.Read(ref _writable) is not null) PrepareReset();
        _socket.Dispose();
        Volatile.Read(ref _writable)?.TrySetResult();
        if (Interlocked.CompareExchange(ref _state, Quiet, Waiting) == Waiting)
        {
            End(0, 0);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute() => _signal.End();

    /// <summary>Called by the loop, one event after the other.</summary>
    public void On(PollEvents what)
    {
        _inARow = 0;
        const PollEvents end = PollEvents.PeerHangUp | PollEvents.HangUp | PollEvents.Error;
        if ((what & end) != 0) _endIsNear = true;
        if ((what & (end | PollEvents.Out)) != 0) Interlocked.Exchange(ref _writable, null)?.TrySetResult();
        if ((what & (end | PollEvents.In)) != 0) OnReadable();
    }

    private void OnReadable()
    {
        while (true)
        {
            if (Interlocked.CompareExchange(ref _state, Quiet, Waiting) == Waiting)
            {
                if (TryReceive())
                {
                    _signal.End();
                    return;
                }

                if (Interlocked.CompareExchange(ref _state, Waiting, Quiet) != Quiet || IsClosed) continue;
                if (_isGivenUp && Interlocked.CompareExchange(ref _state, Quiet, Waiting) == Waiting) EndGivenUp();
                return;
            }
            else if (Interlocked.CompareExchange(ref _state, Ready, Quiet) is Quiet or Ready)
            {
                return;
            }
        }
    }

    /// <summary>For whoever has the receive: nobody waits for it, and the state says nothing.</summary>
    /// <returns>False when nothing had come.</returns>
    private bool TryReceive()
    {
        Span<byte> space = _space.Take().Span;
        if (space.IsEmpty)
        {
            Interlocked.CompareExchange(ref _state, Ready, Quiet);
            return End(0, 0);
        }

        nint count;
        int error;
        try
        {
            count = LinuxSockets.Receive(Handle, space);
            error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        catch (ObjectDisposedException)
        {
            return End(0, 0); // whoever closed it is told so
        }

        if (error == LinuxSockets.WouldBlockError)
        {
            _space.GiveBack();
            return false;
        }

        if (count <= 0 || count == space.Length || _endIsNear) Interlocked.CompareExchange(ref _state, Ready, Quiet);
        return End((int)Math.Max(count, 0), error);
    }

    private void PrepareReset()
    {
        try
        {
            _socket.LingerState = Reset;
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            return; // it is gone already
        }
    }

    private void EndGivenUp()
    {
        End(0, LinuxErrors.Cancelled);
        _signal.End();
    }

    private bool End(int count, int error)
    {
        Count = count;
        Error = error;
        return true;
    }

    private int Connect(IPEndPoint endPoint)
    {
        SocketAddress address = endPoint.Serialize();
        if (LinuxSockets.MakeNonBlocking(Handle) < 0) return Marshal.GetLastPInvokeError();
        return LinuxSockets.Connect(Handle, address.Buffer.Span, address.Size) < 0 ? Marshal.GetLastPInvokeError() : 0;
    }
}
