using System.Net.Quic;
using System.Runtime.Versioning;
using HotPath.Requests;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>One connection: requests on streams of their own, and a control stream each way. What the pool counts it reads and writes under its lock.</summary>
/// <param name="changed">Told when there is room for more requests, or for none any more; any thread, and never within a call from here.</param>
[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
internal sealed class Http3Connection(Action<Http3Connection> changed)
{
    private const long ControlStream = 0x0, PushStream = 0x1;
    private const int MostControlBytes = 16 * 1_024, None = -1;

    /// <summary>The control stream's type, and a SETTINGS frame without a setting: no dynamic table, no push, nothing that is not there by itself.</summary>
    private static readonly byte[] Opening = [(byte)ControlStream, (byte)Http3FrameType.Settings, 0];

    private QuicConnection? _quic;
    private QuicStream? _control; // held: one that is collected is closed, and with it the connection
    private int _room;
    private int _end = None;
    private Http3Code _closeCode = Http3Code.NoError;
    private volatile bool _isLeaving;

    public long OpenedAt { get; private set; }

    /// <summary>Of the group that uses it, or used it last.</summary>
    public required GroupRecorder LastUser { get; set; }

    /// <summary>Requests that have been given to it.</summary>
    public long Requests { get; set; }

    /// <summary>Of these, without an end yet.</summary>
    public int Open { get; set; }

    /// <summary>The stamp when the last of them ended.</summary>
    public long IdleSince { get; set; }

    /// <summary>Why it gets no more requests, though those that are open go on; null: it does.</summary>
    public ConnectionEnd? RetiredFor { get; set; }

    /// <summary>How it was ended, by the peer or for what the peer sent; null: it was not.</summary>
    public ConnectionEnd? End => Volatile.Read(ref _end) is var end && end == None ? null : (ConnectionEnd)end;

    /// <summary>Whether the peer has said that it takes no more requests.</summary>
    public bool IsLeaving => _isLeaving;

    /// <summary>Takes the place of one request, where the peer leaves one.</summary>
    public bool TryTakeRoom()
    {
        for (int room = Volatile.Read(ref _room); room > 0; room = Volatile.Read(ref _room))
        {
            if (Interlocked.CompareExchange(ref _room, room - 1, room) == room) return true;
        }

        return false;
    }

    /// <summary>A place that was taken and not used.</summary>
    public void GiveBackRoom() => Interlocked.Increment(ref _room);

    /// <summary>What the peer takes at first comes before <see cref="Start"/>.</summary>
    public void AddRoom(int requests)
    {
        Interlocked.Add(ref _room, requests);
        if (_quic is not null) changed(this);
    }

    public void Start(QuicConnection quic, long now)
    {
        OpenedAt = IdleSince = now;
        _quic = quic;
        _ = RunAsync(quic);
    }

    /// <summary>A stream for one request.</summary>
    /// <exception cref="IOException">The connection is lost; it is known of it from then on.</exception>
    /// <exception cref="ObjectDisposedException">It was closed here.</exception>
    public async ValueTask<QuicStream> OpenStreamAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _quic!.OpenOutboundStreamAsync(QuicStreamType.Bidirectional, cancellationToken).ConfigureAwait(false);
        }
        catch (QuicException problem)
        {
            Note(problem);
            throw;
        }
    }

    /// <summary>Has it closed for what the peer has done wrong.</summary>
    public void Fail(Http3Code code)
    {
        if (Interlocked.CompareExchange(ref _end, (int)ConnectionEnd.Error, None) != None) return;

        _closeCode = code;
        changed(this);
    }

    /// <summary>Closes it; its streams are over.</summary>
    public async Task CloseAsync()
    {
        await Task.Yield(); // out of the pool's lock
        try
        {
            await _quic!.CloseAsync((long)_closeCode).ConfigureAwait(false);
        }
        catch (Exception problem) when (Http3Failure.IsExpected(problem))
        {
            // the peer was first
        }

        if (_control is not null) await _control.DisposeAsync().ConfigureAwait(false);

        await _quic!.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RunAsync(QuicConnection quic)
    {
        try
        {
            _control = await quic.OpenOutboundStreamAsync(QuicStreamType.Unidirectional).ConfigureAwait(false);
            await _control.WriteAsync(Opening).ConfigureAwait(false);
            while (true) _ = ReadPeersAsync(await quic.AcceptInboundStreamAsync().ConfigureAwait(false));
        }
        catch (Exception problem) when (Http3Failure.IsExpected(problem))
        {
            Note(problem);
        }
    }

    private void Note(Exception problem)
    {
        bool inGoodOrder = problem is QuicException { QuicError: QuicError.ConnectionAborted, ApplicationErrorCode: (long)Http3Code.NoError };
        if (Interlocked.CompareExchange(ref _end, (int)(inGoodOrder ? ConnectionEnd.PeerFin : ConnectionEnd.PeerReset), None) == None) changed(this);
    }

    /// <summary>A stream that the peer has opened. Of its control stream the going away is heard; what QPACK says of a table that is not there cannot matter.</summary>
    private async Task ReadPeersAsync(QuicStream stream)
    {
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                byte[] type = new byte[QuicInteger.MaxBytes];
                await stream.ReadExactlyAsync(type.AsMemory(0, 1)).ConfigureAwait(false);
                int length = QuicInteger.LengthOf(type[0]);
                await stream.ReadExactlyAsync(type.AsMemory(1, length - 1)).ConfigureAwait(false);
                switch (QuicInteger.Read(type))
                {
                    case ControlStream:
                        await ReadControlAsync(stream).ConfigureAwait(false);
                        break;
                    case PushStream:
                        throw new Http3ProtocolException(Http3Code.IdError, "A push was not asked for.");
                    default:
                        await stream.CopyToAsync(Stream.Null).ConfigureAwait(false);
                        break;
                }
            }
            catch (Http3ProtocolException problem)
            {
                Fail(problem.Code);
            }
            catch (Exception problem) when (Http3Failure.IsExpected(problem))
            {
                // with the connection, which is told elsewhere; or a stream of no known kind
            }
        }
    }

    private async Task ReadControlAsync(QuicStream stream)
    {
        Http3FrameReader frames = new(MostControlBytes);
        frames.Begin(stream);
        using PooledBuffer payload = new();
        bool hasSettings = false;
        while (true)
        {
            if (!frames.TryNext(out long type))
            {
                if (await frames.FillAsync(CancellationToken.None).ConfigureAwait(false)) continue;
                throw new Http3ProtocolException(Http3Code.ClosedCriticalStream, "The control stream ended.");
            }

            if (hasSettings == (type == Http3FrameType.Settings))
            {
                throw hasSettings
                    ? new Http3ProtocolException(Http3Code.FrameUnexpected, "Settings came twice.")
                    : new Http3ProtocolException(Http3Code.MissingSettings, "The control stream does not begin with settings.");
            }

            if (type is Http3FrameType.Data or Http3FrameType.Headers or Http3FrameType.PushPromise || Http3FrameType.WasOfHttp2(type))
            {
                throw new Http3ProtocolException(Http3Code.FrameUnexpected, $"A frame of type {type} is out of place.");
            }

            hasSettings = true;
            await frames.ReadWholeAsync(payload, MostControlBytes, CancellationToken.None).ConfigureAwait(false);
            if (type != Http3FrameType.GoAway) continue;

            _isLeaving = true;
            changed(this);
        }
    }
}
