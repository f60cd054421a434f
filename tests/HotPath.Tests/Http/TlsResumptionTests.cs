using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HotPath.Http;

namespace HotPath.Tests.Http;

/// <summary>
/// The server cannot say whether it resumed, so the byte counts answer: a resumed handshake carries no certificate. Every case has
/// a host name of its own, for .NET keeps its sessions for the whole process.
/// </summary>
public class TlsResumptionTests
{
    private const int Connections = 50;

    private static readonly byte[] Response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    [Theory]
    [InlineData(SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls13, false)]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
    public async Task Resumed_EveryConnection_IsToldRight(SslProtocols protocol, bool hasClientCertificate)
    {
        string host = $"every-{protocol}-{hasClientCertificate}.localhost";
        using TlsPeer peer = new(Options(TestCertificates.Issue(host), hasClientCertificate));
        TlsSettings settings = Settings(host, protocol) with { ClientCertificate = hasClientCertificate ? TestCertificates.Client : null };
        TlsConnector withResume = TlsPeer.Connector(settings);
        TlsConnector withoutResume = TlsPeer.Connector(settings with { Resume = false });

        List<TlsHandshake> full = await HandshakesAsync(peer, withoutResume);
        List<TlsHandshake> mixed = await HandshakesAsync(peer, withResume);

        Assert.All(full, handshake => Assert.False(handshake.Resumed));
        Assert.False(mixed[0].Resumed);
        Assert.All(mixed.Skip(1), handshake => Assert.True(handshake.Resumed));
        Assert.All(full.Append(mixed[0]), handshake => Assert.True(handshake.BytesIn > mixed.Skip(1).Max(resumed => resumed.BytesIn) * 3 / 2));
        Assert.Equal((Connections, 0), (withoutResume.FullHandshakes, withoutResume.ResumedHandshakes));
        Assert.Equal((1, Connections - 1), (withResume.FullHandshakes, withResume.ResumedHandshakes));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{protocol}: full {full.Min(one => one.BytesIn)}-{full.Max(one => one.BytesIn)} B in, resumed {mixed.Skip(1).Min(one => one.BytesIn)}-{mixed.Skip(1).Max(one => one.BytesIn)}");
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Resumed_LargeCertificate_IsToldRight(SslProtocols protocol)
    {
        string host = $"large-{protocol}.localhost";
        using TlsPeer peer = new(TestCertificates.Issue(host, paddingBytes: 40_000));
        TlsConnector connector = TlsPeer.Connector(Settings(host, protocol));

        List<TlsHandshake> handshakes = await HandshakesAsync(peer, connector, connections: 3);

        Assert.Equal([false, true, true], handshakes.Select(handshake => handshake.Resumed));
        Assert.True(handshakes[0].BytesIn > 40_000);
        Assert.True(handshakes[1].BytesIn < 1_000);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Resumed_ServerHasForgottenTheSession_IsFull(SslProtocols protocol)
    {
        string host = $"forgotten-{protocol}.localhost";
        using TlsPeer before = new(TestCertificates.Issue(host));
        using TlsPeer after = new(TestCertificates.Issue(host));
        TlsConnector connector = TlsPeer.Connector(Settings(host, protocol));

        List<TlsHandshake> handshakes = await HandshakesAsync(before, connector, connections: 2);
        handshakes.AddRange(await HandshakesAsync(after, connector, connections: 2));

        Assert.Equal([false, true, false, true], handshakes.Select(handshake => handshake.Resumed));
    }

    [Fact]
    public async Task Resumed_Tls13ButNothingWasRead_IsFull()
    {
        const string Host = "unread.localhost";
        using TlsPeer peer = new(TestCertificates.Issue(Host));
        TlsConnector connector = TlsPeer.Connector(Settings(Host, SslProtocols.Tls13));

        for (int number = 0; number < 2; number++)
        {
            (Http1Connection connection, SslStream stream, TlsHandshake handshake) = await peer.ConnectAsync(connector);
            connection.Dispose();
            await stream.DisposeAsync();
            Assert.False(handshake.Resumed);
        }
    }

    // .NET shares its sessions between connectors that trust differently.
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task ConnectAsync_SessionOfAConnectorThatDoesNotVerify_IsVerifiedAllTheSame(SslProtocols protocol)
    {
        string host = $"unverified-{protocol}.localhost";
        using TlsPeer peer = new(TestCertificates.SelfSigned(host));
        TlsConnector trusting = TlsPeer.Connector(new TlsSettings { TargetHost = host, Protocols = protocol, Verify = false });
        TlsConnector verifying = TlsPeer.Connector(new TlsSettings { TargetHost = host, Protocols = protocol });
        Assert.Equal([false, true], (await HandshakesAsync(peer, trusting, connections: 2)).Select(handshake => handshake.Resumed));

        TlsConnectResult result = await peer.FailAsync(verifying);

        Assert.Equal(TlsFailure.CertificateUntrusted, result.Failure);
    }

    private static TlsSettings Settings(string host, SslProtocols protocol) => TlsPeer.Trusting with { TargetHost = host, Protocols = protocol };

    private static SslServerAuthenticationOptions Options(X509Certificate2 certificate, bool asksForCertificate)
    {
        SslServerAuthenticationOptions options = TestCertificates.ServerOptions(certificate);
        options.ClientCertificateRequired = asksForCertificate;
        if (asksForCertificate) options.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=client";
        return options;
    }

    private static async Task<List<TlsHandshake>> HandshakesAsync(TlsPeer peer, TlsConnector connector, int connections = Connections)
    {
        List<TlsHandshake> handshakes = [];
        for (int number = 0; number < connections; number++)
        {
            (Http1Connection connection, SslStream stream, TlsHandshake handshake) = await peer.ConnectAsync(connector);
            using Http1Connection ownedConnection = connection;
            await using SslStream ownedStream = stream;
            Task answering = TlsPeer.AnswerAsync(stream, Response);
            Assert.Equal(HeadResult.Received, await Exchange.SendAndReceiveHeadAsync(connection));
            await answering;
            handshakes.Add(handshake);
        }
        return handshakes;
    }
}
