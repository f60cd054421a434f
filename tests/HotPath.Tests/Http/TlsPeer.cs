using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HotPath.Http;

namespace HotPath.Tests.Http;

/// <summary>A server on loopback that speaks TLS by the framework, and a client of it.</summary>
internal sealed class TlsPeer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SslServerAuthenticationOptions _options;

    public TlsPeer(SslServerAuthenticationOptions options)
    {
        _options = options;
        _listener.Start();
    }

    public TlsPeer(X509Certificate2? certificate = null)
        : this(TestCertificates.ServerOptions(certificate ?? TestCertificates.Localhost))
    {
    }

    public static TlsSettings Trusting { get; } = new() { TargetHost = "localhost", CustomRoots = TestCertificates.Roots };

    public EndPoint EndPoint => _listener.LocalEndpoint;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TlsConnector Connector(TlsSettings settings) => new(settings, TimeProvider.System);

    public static TlsConnector Connector(SslProtocols protocol) => Connector(Trusting with { Protocols = protocol });

    /// <summary>Reads one request and writes these bytes.</summary>
    public static async Task AnswerAsync(SslStream stream, ReadOnlyMemory<byte> response)
    {
        byte[] request = new byte[Exchange.Request.Length];
        await stream.ReadExactlyAsync(request, Cancellation);
        Assert.Equal(Exchange.Request, request);
        await stream.WriteAsync(response, Cancellation);
    }

    public void Dispose() => _listener.Dispose();

    public async Task<Socket> AcceptSocketAsync() => await _listener.AcceptSocketAsync(Cancellation);

    public async Task<SslStream> AcceptAsync()
    {
        Socket socket = await AcceptSocketAsync();
        socket.NoDelay = true;
        SslStream stream = new(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await stream.AuthenticateAsServerAsync(_options, Cancellation);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Both ends of a connection that must come about.</summary>
    public async Task<(Http1Connection Connection, SslStream Stream, TlsHandshake Handshake)> ConnectAsync(TlsConnector connector, Http1Limits? limits = null)
    {
        Task<SslStream> accepting = AcceptAsync();
        TlsConnectResult result = await connector.ConnectAsync(EndPoint, limits, Cancellation);
        Assert.True(result.IsConnected, result.Detail);
        return (result.Connection, await accepting, result.Handshake);
    }

    /// <summary>A connection that fails on this side, whatever the peer then makes of it.</summary>
    public async Task<TlsConnectResult> FailAsync(TlsConnector connector)
    {
        Task<SslStream> accepting = AcceptAsync();
        TlsConnectResult result = await connector.ConnectAsync(EndPoint, null, Cancellation);
        Assert.False(result.IsConnected);
        try
        {
            await (await accepting).DisposeAsync();
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException)
        {
            Assert.NotEqual(TlsFailure.None, result.Failure);
        }
        return result;
    }
}
