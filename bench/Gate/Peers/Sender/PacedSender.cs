using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace HotPath.Gate.Peers.Sender;

/// <summary>
/// A server of nothing but paced streams: whatever is asked, the answer is a stream of events at their exact moments. For readers that a
/// web server could not keep busy.
/// </summary>
internal sealed class PacedSender : IDisposable
{
    private const int Backlog = 4096;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly StreamPacer _pacer;
    private readonly SslStreamCertificateContext? _certificate;

    /// <param name="certificate">With its key; null: in the clear.</param>
    public PacedSender(StreamPace pace, X509Certificate2? certificate, TimeProvider time)
    {
        _pacer = new StreamPacer(pace, time);
        _certificate = certificate is null ? null : SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        _listener.Start(Backlog);
        _pacer.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public SenderCounts Counts
    {
        get
        {
            Recording.HistogramSnapshot late = new();
            _pacer.Late.CopyTo(late);
            return new SenderCounts(_pacer.Requests, _pacer.EventsSent, late.ValueAtPercentile(99) / 1e6, GC.GetTotalAllocatedBytes());
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync().ConfigureAwait(false);
                socket.NoDelay = true;
                _ = ServeAsync(new NetworkStream(socket, ownsSocket: true));
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
        {
            // it is over
        }
    }

    private async Task ServeAsync(NetworkStream wire)
    {
        Stream stream = wire;
        if (_certificate is not null)
        {
            SslStream secured = new(wire);
            stream = secured;
            try
            {
                await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _certificate }).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                await secured.DisposeAsync().ConfigureAwait(false); // the client is gone
                return;
            }
        }

        await new SenderConnection(stream, _pacer).RunAsync().ConfigureAwait(false);
    }
}
