using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace HotPath.Sockets;

/// <summary>
/// A TCP connection whose waiting is done by few threads of HotPath, one for each processor, instead of .NET's: made for thousands of streams that bring a
/// little at a time. Linux.
/// </summary>
/// <remarks>
/// What awaits a read goes on on such a thread, and with it holds up all other connections there: it must not block. One read and one write at a time;
/// disposed from any thread, which ends what is pending; it must be disposed, for the loop holds on to it until then. Reads and writes allocate nothing
/// while the peer takes what is written.
/// </remarks>
public sealed class LoopStream : Stream, IValueTaskSource<int>, IReceiveSpace, IReceiver
{
    private readonly LoopSocket _socket;
    private ManualResetValueTaskSourceCore<int> _reading;
    private Memory<byte> _room; // of the last read
    private CancellationToken _token; // of the pending read
    private CancellationTokenRegistration _giveUp;

    private LoopStream(LoopSocket socket) => _socket = socket;

    /// <summary>Whether there are such connections on this system.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>
    /// On the threads that serve such connections: how long what is being read may have waited for the thread at most, so how late a stamp
    /// that is taken now may be. The thread saw it when it looked for what had come; where it had been busy before, it may have come at any time since it had
    /// looked last. Null on any other thread.
    /// </summary>
    public static TimeSpan? ReceiveLag => SocketLoop.ReceiveLag;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    internal LoopSocket Socket => _socket;

    /// <summary>Connects.</summary>
    /// <param name="socket">
    /// A new TCP socket that .NET has not yet waited for, with the options it is to have, bound or not. Taken over: closed with the stream, or here when
    /// there is none.
    /// </param>
    /// <param name="endPoint">Of the socket's address family.</param>
    /// <param name="cancellationToken">Gives up, closes the socket and throws.</param>
    /// <exception cref="SocketException">The peer cannot be reached, or this machine has no port, buffer or file descriptor left.</exception>
    /// <exception cref="PlatformNotSupportedException">Not <see cref="IsSupported"/>.</exception>
    public static async ValueTask<LoopStream> ConnectAsync(Socket socket, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(endPoint);
        try
        {
            if (!IsSupported) throw new PlatformNotSupportedException("A LoopStream needs Linux; ask IsSupported, and use a NetworkStream elsewhere.");
            return new LoopStream(await LoopSocket.ConnectAsync(socket, endPoint, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The connection has failed.</exception>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        _room = buffer;
        if (_socket.StartReceive(this)) return Received();

        _reading.Reset();
        _token = cancellationToken;
        _giveUp = cancellationToken.UnsafeRegister(static socket => ((LoopSocket)socket!).GiveUpReceive(), _socket);
        if (_socket.TryOnReceived(this)) return new ValueTask<int>(this, _reading.Version);

        _giveUp.Dispose();
        return Received();
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    /// <exception cref="IOException">The connection has failed.</exception>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);

        (int count, int error) = _socket.Send(buffer.Span);
        if (count == buffer.Length) return ValueTask.CompletedTask;
        return error is 0 or LinuxSockets.WouldBlockError ? WriteRestAsync(buffer[count..], cancellationToken) : ValueTask.FromException(FailureOf(error));
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Not supported: reads are awaited.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int Read(byte[] buffer, int offset, int count) => throw OnlyAwaited();

    /// <summary>Not supported: writes are awaited.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(byte[] buffer, int offset, int count) => throw OnlyAwaited();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    Memory<byte> IReceiveSpace.Take() => _room;

    void IReceiveSpace.GiveBack()
    {
    }

    int IValueTaskSource<int>.GetResult(short token) => _reading.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _reading.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _reading.OnCompleted(continuation, state, token, flags);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _socket.Close();
        base.Dispose(disposing);
    }

    private static NotSupportedException OnlyAwaited() => new("A LoopStream is read and written asynchronously: nothing may block the threads that serve it.");

    private async ValueTask WriteRestAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        int error = await _socket.SendAllAsync(rest, cancellationToken).ConfigureAwait(false);
        if (error != 0) throw FailureOf(error);
    }

    void IReceiver.OnReceived()
    {
        _giveUp.Dispose();
        if (_socket.IsClosed || _socket.Error != 0) _reading.SetException(FailureOf(_socket.Error));
        else _reading.SetResult(_socket.Count);
    }

    /// <summary>The result of a receive that has ended.</summary>
    private ValueTask<int> Received() =>
        _socket.IsClosed || _socket.Error != 0 ? ValueTask.FromException<int>(FailureOf(_socket.Error)) : new ValueTask<int>(_socket.Count);

    private Exception FailureOf(int error)
    {
        if (_socket.IsClosed) return new ObjectDisposedException(nameof(LoopStream));
        if (error == LinuxErrors.Cancelled) return new OperationCanceledException(_token);

        SocketException cause = new((int)LinuxErrors.Of(error));
        return new IOException($"The connection has failed: {cause.Message}", cause);
    }
}
