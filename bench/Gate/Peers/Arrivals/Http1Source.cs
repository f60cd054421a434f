using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HotPath.Gate.Peers.Servers;
using HotPath.Http;
using HotPath.Sockets;

namespace HotPath.Gate.Peers.Arrivals;

/// <summary>Over HTTP/1.1, on a connection of its own that is kept.</summary>
internal sealed class Http1Source(Uri address, byte[] request, TlsConnector? tls) : IStampSource
{
    private Http1Connection? _connection;

    /// <summary>A whole request, the same for every stream.</summary>
    public static byte[] RequestTo(Uri address, string seed)
    {
        string body = StaticAnswers.RequestBody(stream: true).Replace(StaticAnswers.Seed, seed, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(
            $"POST {address.AbsolutePath} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {StaticAnswers.ApiKey}\r\n" +
            $"Content-Type: application/json\r\n{EventStamp.Header}: {EventStamp.HeaderValue}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    public async Task<PipeReader?> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            _connection ??= await ConnectAsync(cancellationToken).ConfigureAwait(false);
            if (_connection is null || await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false) != SendResult.Sent) return null;
            if (await _connection.ReceiveHeadAsync(cancellationToken).ConfigureAwait(false) != HeadResult.Received) return null;
        }
        catch (SocketException)
        {
            return null;
        }

        return _connection.Head.Status == (int)HttpStatusCode.OK ? _connection.Body : null;
    }

    public void Dispose() => _connection?.Dispose();

    private async Task<Http1Connection?> ConnectAsync(CancellationToken cancellationToken)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        LoopStream wire = await LoopStream.ConnectAsync(socket, new IPEndPoint(IPAddress.Loopback, address.Port), cancellationToken).ConfigureAwait(false);
        if (tls is null) return new Http1Connection(wire);

        return (await tls.SecureAsync(socket, wire, cancellationToken).ConfigureAwait(false)).Stream is { } secured ? new Http1Connection(secured) : null;
    }
}
