using System.Net;
using System.Net.Quic;
using System.Net.Security;
using System.Runtime.Versioning;
using HotPath.Soak.Gateway;

namespace HotPath.Soak.Tests.Load.Http3;

/// <summary>A server of HTTP/3 that writes, for each request, the bytes that the test says.</summary>
[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
internal sealed class ScriptedHttp3Server : IAsyncDisposable
{
    private static readonly byte[] Settings = [0, 4, 0]; // the control stream, and settings without any
    private static readonly byte[] Goodbye = [7, 1, 0];

    private readonly GatewayCertificates _certificates = new([]);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int, Http3Reply> _replyOf;
    private readonly byte[] _control;
    private QuicListener _listener = null!;
    private int _requests;
    private int _connections;

    private ScriptedHttp3Server(Func<int, Http3Reply> replyOf, byte[]? control)
    {
        _replyOf = replyOf;
        _control = control ?? Settings;
    }

    public Uri Url => new($"https://localhost:{_listener.LocalEndPoint.Port}/v1");

    public int Requests => Volatile.Read(ref _requests);

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Ends with the code by which the client closed the first connection.</summary>
    public TaskCompletionSource<long> ClosedWith { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="replyOf">From the request's number to its answer.</param>
    /// <param name="control">What the control stream says; null: as it should.</param>
    public static async Task<ScriptedHttp3Server> StartAsync(Func<int, Http3Reply> replyOf, int streamsPerConnection = 100, byte[]? control = null, int port = 0)
    {
        ScriptedHttp3Server server = new(replyOf, control);
        server._listener = await QuicListener.ListenAsync(new QuicListenerOptions
        {
            ListenEndPoint = new IPEndPoint(IPAddress.Loopback, port),
            ApplicationProtocols = [SslApplicationProtocol.Http3],
            ConnectionOptionsCallback = (_, _, _) => ValueTask.FromResult(new QuicServerConnectionOptions
            {
                DefaultCloseErrorCode = 0x100,
                DefaultStreamErrorCode = 0x102,
                MaxInboundBidirectionalStreams = streamsPerConnection,
                MaxInboundUnidirectionalStreams = 3,
                ServerAuthenticationOptions = new SslServerAuthenticationOptions
                {
                    ApplicationProtocols = [SslApplicationProtocol.Http3],
                    ServerCertificate = server._certificates.Server,
                },
            }),
        });
        _ = server.AcceptAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listener.DisposeAsync();
        _certificates.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            QuicConnection connection;
            try
            {
                connection = await _listener.AcceptConnectionAsync(_end.Token);
            }
            catch (Exception problem) when (problem is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (Exception problem) when (problem is QuicException or System.Security.Authentication.AuthenticationException)
            {
                continue; // the client did not like it
            }

            Interlocked.Increment(ref _connections);
            _ = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(QuicConnection connection)
    {
        List<QuicStream> kept = [];
        try
        {
            QuicStream control = await connection.OpenOutboundStreamAsync(QuicStreamType.Unidirectional);
            kept.Add(control);
            await control.WriteAsync(_control);
            while (true)
            {
                QuicStream stream = await connection.AcceptInboundStreamAsync(_end.Token);
                if (stream.Type == QuicStreamType.Unidirectional) kept.Add(stream);
                else _ = AnswerAsync(connection, control, stream);
            }
        }
        catch (Exception problem) when (problem is QuicException or OperationCanceledException or ObjectDisposedException)
        {
            if (problem is QuicException { ApplicationErrorCode: { } code }) ClosedWith.TrySetResult(code);
        }

        await connection.DisposeAsync();
        foreach (QuicStream stream in kept) await stream.DisposeAsync();
    }

    private async Task AnswerAsync(QuicConnection connection, QuicStream control, QuicStream stream)
    {
        Http3Reply reply = _replyOf(Interlocked.Increment(ref _requests) - 1);
        try
        {
            if (reply.TakesBody) await stream.CopyToAsync(Stream.Null, _end.Token);
            if (reply.Bytes.Length > 0) await stream.WriteAsync(reply.Bytes, _end.Token);
            await reply.GoesOn.WaitAsync(_end.Token);
            if (reply.SaysGoodbye) await control.WriteAsync(Goodbye, _end.Token);
            switch (reply.End)
            {
                case Http3End.Hang:
                    await Task.Delay(Timeout.Infinite, _end.Token);
                    break;
                case Http3End.Whole:
                    stream.CompleteWrites();
                    if (!reply.TakesBody) stream.Abort(QuicAbortDirection.Read, 0x100); // RFC 9114, 4.1: the rest of the request is not wanted
                    break;
                case Http3End.Reset:
                    stream.Abort(QuicAbortDirection.Both, reply.Code);
                    break;
                case Http3End.Close:
                    await connection.CloseAsync(reply.Code);
                    break;
            }
        }
        catch (Exception problem) when (problem is QuicException or OperationCanceledException or ObjectDisposedException)
        {
            // the client left
        }

        await stream.DisposeAsync(); // makes room for another
    }
}

/// <param name="Bytes">Written to the request's stream.</param>
internal sealed record Http3Reply(Http3End End, params byte[] Bytes)
{
    /// <summary>Of a reset or a close; as it comes, H3_REQUEST_CANCELLED.</summary>
    public long Code { get; init; } = 0x10C;

    public bool TakesBody { get; init; } = true;

    /// <summary>Whether the connection is to get no more requests.</summary>
    public bool SaysGoodbye { get; init; }

    /// <summary>Waited for between what was written and the end.</summary>
    public Task GoesOn { get; init; } = Task.CompletedTask;
}

internal enum Http3End
{
    /// <summary>The stream ends in good order.</summary>
    Whole,

    Reset,

    /// <summary>The connection is closed.</summary>
    Close,

    /// <summary>Nothing more.</summary>
    Hang,
}
