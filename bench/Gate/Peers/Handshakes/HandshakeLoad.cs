using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using HotPath.Gate.Peers.Servers;

namespace HotPath.Gate.Peers.Handshakes;

/// <summary>
/// A closed loop of connections that each carry one request, over SslStream with nothing around it: what a connection costs at least. It
/// looks at nothing of an answer but its length, and measures nothing.
/// </summary>
internal sealed class HandshakeLoad(HandshakeOptions options)
{
    private const int AnswerBytes = 4096; // more than nginx' answer has, with its head

    private readonly byte[] _request = Encoding.UTF8.GetBytes(
        $"POST {options.Address.AbsolutePath} HTTP/1.1\r\nHost: {options.Address.Authority}\r\nAuthorization: Bearer {StaticAnswers.ApiKey}\r\n" +
        $"Content-Type: application/json\r\nContent-Length: {StaticAnswers.RequestBody(stream: false).Length}\r\n\r\n{StaticAnswers.RequestBody(stream: false)}");

    private readonly SslClientAuthenticationOptions _tls = new()
    {
        TargetHost = options.Address.Host,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is { Subject: ServerCertificate.Subject }, // signed by itself
        ApplicationProtocols = [SslApplicationProtocol.Http11],
    };

    private long _requests;
    private long _failed;

    public async Task<HandshakeFigures> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(options.Load);
        await Task.WhenAll(Enumerable.Range(0, options.Users).Select(_ => UserAsync(ending.Token))).ConfigureAwait(false);
        return new HandshakeFigures(_requests, _failed);
    }

    private async Task UserAsync(CancellationToken cancellationToken)
    {
        byte[] answer = new byte[AnswerBytes];
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                Interlocked.Increment(ref await TryRequestAsync(answer, cancellationToken).ConfigureAwait(false) ? ref _requests : ref _failed);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The load is over; what was open then is in no figure.
        }
    }

    private async Task<bool> TryRequestAsync(byte[] answer, CancellationToken cancellationToken)
    {
        try
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, options.Address.Port, cancellationToken).ConfigureAwait(false);
            SslStream stream = new(new NetworkStream(socket));
            await using (stream.ConfigureAwait(false))
            {
                await stream.AuthenticateAsClientAsync(_tls, cancellationToken).ConfigureAwait(false);
                await stream.WriteAsync(_request, cancellationToken).ConfigureAwait(false);
                int held = 0;
                while (!IsWhole(answer.AsSpan(0, held)))
                {
                    int count = await stream.ReadAsync(answer.AsMemory(held), cancellationToken).ConfigureAwait(false);
                    if (count == 0) return false;
                    held += count;
                }

                return true;
            }
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer) =>
        answer.IndexOf("\r\n\r\n"u8) is >= 0 and int headEnd && answer.Length >= headEnd + "\r\n\r\n".Length + StaticAnswers.Small.Length;
}
