using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HotPath.Soak.Gateway;

namespace HotPath.Soak.Tests.Gateway;

public sealed class TlsTests
{
    [Theory]
    [InlineData("https://127.0.0.1:0", "localhost")]
    [InlineData("https://localhost:0", "127.0.0.1")]
    [InlineData("https://[::1]:0", "::1")]
    [InlineData("https://127.0.0.2:0", "127.0.0.2")] // the address listened at, whatever it is
    public async Task Connect_ByAnyOfItsNames_IsTrusted(string address, string name)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant, address);
        using TcpClient socket = await ConnectAsync(address, gateway.Addresses[0].Port);
        await using SslStream tls = new(socket.GetStream());

        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = name, CertificateChainPolicy = gateway.Trust }, TestContext.Current.CancellationToken);

        Assert.True(tls.IsAuthenticated);
    }

    [Fact]
    public async Task Connect_ByAnotherName_IsRefused()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant, "https://127.0.0.1:0");
        using TcpClient socket = await ConnectAsync("127.0.0.1", gateway.Addresses[0].Port);
        await using SslStream tls = new(socket.GetStream());

        await Assert.ThrowsAsync<AuthenticationException>(() => tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "gateway.example.com", CertificateChainPolicy = gateway.Trust },
            TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("h2", "h2")]
    [InlineData("http/1.1", "http/1.1")]
    [InlineData("http/1.1,h2", "h2")]
    public async Task Connect_Alpn_SettlesTheVersion(string offered, string settled)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant, "https://127.0.0.1:0");
        using TcpClient socket = await ConnectAsync("127.0.0.1", gateway.Addresses[0].Port);
        await using SslStream tls = new(socket.GetStream());

        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                CertificateChainPolicy = gateway.Trust,
                ApplicationProtocols = [.. offered.Split(',').Select(name => new SslApplicationProtocol(name))],
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(settled, tls.NegotiatedApplicationProtocol.ToString());
    }

    /// <summary>A resumed handshake carries no certificate, so the server sends far less.</summary>
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Connect_Again_Resumes(SslProtocols version)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant, "https://127.0.0.1:0");

        (long first, _) = await HandshakeAsync(gateway, version, mayResume: true);
        (long again, SslProtocols spoken) = await HandshakeAsync(gateway, version, mayResume: true);
        (long full, _) = await HandshakeAsync(gateway, version, mayResume: false);

        Assert.Equal(version, spoken);
        Assert.True(again * 2 < first, $"{first} bytes the first time, {again} the second.");
        Assert.True(again * 2 < full, $"{full} bytes without resumption, {again} with.");
    }

    [Fact]
    public void WriteAuthority_File_HoldsOneCertificateOfAnAuthorityAndNoKey()
    {
        string path;
        using (GatewayCertificates certificates = new([]))
        {
            path = certificates.WriteAuthority();

            string pem = File.ReadAllText(path);
            using X509Certificate2 authority = X509Certificate2.CreateFromPem(pem);
            Assert.DoesNotContain("PRIVATE", pem, StringComparison.Ordinal);
            Assert.Equal(PemEncoding.Find(pem).Location.End.Value, pem.TrimEnd().Length);
            Assert.True(authority.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
            Assert.Equal(authority.Subject, certificates.Server.Issuer);
            Assert.True(certificates.Server.HasPrivateKey);
            Assert.InRange(certificates.Server.NotBefore, DateTime.Now.AddHours(-2), DateTime.Now.AddMinutes(-59));
            Assert.Equal(TimeSpan.FromDays(30), certificates.Server.NotAfter - certificates.Server.NotBefore);
        }

        Assert.False(File.Exists(path));
    }

    private static async Task<TcpClient> ConnectAsync(string address, int port)
    {
        string host = address.Contains("127.0.0.2", StringComparison.Ordinal) ? "127.0.0.2" : address.Contains('[', StringComparison.Ordinal) ? "::1" : "127.0.0.1";
        TcpClient socket = new(host == "::1" ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        await socket.ConnectAsync(host, port, TestContext.Current.CancellationToken);
        return socket;
    }

    /// <returns>The bytes that came in the handshake, and what was spoken.</returns>
    private static async Task<(long Bytes, SslProtocols Version)> HandshakeAsync(RunningGateway gateway, SslProtocols version, bool mayResume)
    {
        using TcpClient socket = await ConnectAsync("127.0.0.1", gateway.Addresses[0].Port);
        CountingStream counted = new(socket.GetStream());
        await using SslStream tls = new(counted);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = version,
                CertificateChainPolicy = gateway.Trust,
                AllowTlsResume = mayResume,
            },
            TestContext.Current.CancellationToken);
        long bytes = counted.BytesRead;

        // The ticket of TLS 1.3 comes after the handshake, with the first data.
        await tls.WriteAsync("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using StreamReader answer = new(tls, leaveOpen: true);
        Assert.StartsWith("HTTP/1.1 200", await answer.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        return (bytes, tls.SslProtocol);
    }
}
