using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace HotPath.Soak.Tests.Load;

/// <summary>
/// A server that answers every request with the same stream, an event a send: to all clients at once, as a gateway's clock does, so that
/// all of them wait for the same thing together. It allocates nothing once its connections stand: it shares its process with what is counted.
/// </summary>
internal sealed class SteadyServer : IDisposable
{
    private static readonly byte[] Head = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static readonly byte[] Last = Encoding.ASCII.GetBytes("0\r\n\r\n");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Barrier _clients;
    private readonly byte[][] _events;
    private readonly X509Certificate2? _certificate;
    private readonly Thread _accepting;

    /// <param name="clients">Connections, a thread for each; none is answered before all have asked.</param>
    /// <param name="certificate">Null: in the clear.</param>
    public SteadyServer(int clients, IEnumerable<string> events, X509Certificate2? certificate)
    {
        _clients = new Barrier(clients);
        _events = [.. events.Select(text => Encoding.UTF8.GetBytes($"{text.Length + 8:x}\r\ndata: {text}\n\n\r\n"))];
        _certificate = certificate;
        _listener.Start();
        _accepting = new Thread(Accept) { IsBackground = true };
        _accepting.Start();
    }

    public Uri Url => new($"{(_certificate is null ? "http" : "https")}://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    public void Dispose()
    {
        _listener.Stop();
        _accepting.Join();
        _clients.Dispose();
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket socket = _listener.AcceptSocket();
                new Thread(() => Serve(socket)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException)
        {
            // stopped
        }
    }

    private void Serve(Socket socket)
    {
        socket.NoDelay = true;
        using Stream stream = Secured(new NetworkStream(socket, ownsSocket: true));
        byte[] received = new byte[4_096];
        try
        {
            while (ReadRequest(stream, received))
            {
                _clients.SignalAndWait();
                stream.Write(Head);
                foreach (byte[] e in _events) stream.Write(e);
                _clients.SignalAndWait();
                stream.Write(Last);
            }
        }
        catch (IOException)
        {
            // the client has gone
        }
    }

    private Stream Secured(NetworkStream stream)
    {
        if (_certificate is null) return stream;

        SslStream tls = new(stream);
        tls.AuthenticateAsServer(_certificate);
        return tls;
    }

    /// <summary>All requests are short and have a body of JSON: one ends where its outermost brace does.</summary>
    private static bool ReadRequest(Stream stream, byte[] received)
    {
        int count = 0;
        while (count == 0 || received[count - 1] != '}')
        {
            int read = stream.Read(received, count, received.Length - count);
            if (read == 0) return false;

            count += read;
        }

        return true;
    }
}
