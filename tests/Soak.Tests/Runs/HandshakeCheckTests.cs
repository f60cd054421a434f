using System.Net;
using System.Net.Sockets;
using HotPath.Soak.Load;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Tests.Gateway;

namespace HotPath.Soak.Tests.Runs;

public sealed class HandshakeCheckTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_CertificateNobodyVouchesFor_RefusesTheRunAndSaysWhatToDo()
    {
        await using RunningGateway gateway = await StartAsync("https://127.0.0.1:0");

        RunRefusedException refused = await Assert.ThrowsAsync<RunRefusedException>(() => CheckAsync(gateway, new TlsOptions()));

        Assert.StartsWith($"With the target {UrlOf(gateway, "localhost")} there is no TLS connection, certificateUntrusted: The certificate of ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(". Name a PEM file with the CA that the certificate comes from in target.tls.ca, or let target.tls.verify be false, which takes any.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CertificateForAnotherName_RefusesTheRun()
    {
        await using RunningGateway gateway = await StartAsync("https://127.0.0.1:0");

        RunRefusedException refused = await Assert.ThrowsAsync<RunRefusedException>(
            () => CheckAsync(gateway, new TlsOptions { CaFile = gateway.AuthorityPath }, host: "gateway.example.com"));

        Assert.Contains("certificateNameMismatch: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Give the target by a name that its certificate is made out to", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TargetWithoutTls_RefusesTheRun()
    {
        await using RunningGateway gateway = await StartAsync("http://127.0.0.1:0");

        RunRefusedException refused = await Assert.ThrowsAsync<RunRefusedException>(() => CheckAsync(gateway, new TlsOptions { Verify = false }));

        Assert.Contains("protocolMismatch: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("the address of one that does not begins with http://.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_CertificateThatIsTrustedOrNotLookedAt_LetsTheRunBegin(bool isHttp2)
    {
        await using RunningGateway gateway = await StartAsync("https://127.0.0.1:0");
        TargetSettings settings = new() { Transport = isHttp2 ? Transport.Http2 : Transport.Http1 };

        await CheckAsync(gateway, new TlsOptions { CaFile = gateway.AuthorityPath }, settings: settings);
        await CheckAsync(gateway, new TlsOptions { Verify = false }, settings: settings);
    }

    [Fact]
    public async Task RunAsync_NothingIsToBeAskedBeforeTheRun_LetsItBegin()
    {
        await using RunningGateway gateway = await StartAsync("https://127.0.0.1:0");

        await CheckAsync(gateway, new TlsOptions(), settings: new TargetSettings { ChecksKey = false });
    }

    /// <summary>As with keys: what one of several addresses refuses is in the run's figures, not a reason against it.</summary>
    [Fact]
    public async Task RunAsync_OneAddressOfSeveralIsSound_LetsTheRunBegin()
    {
        await using RunningGateway gateway = await StartAsync("http://127.0.0.1:0", "https://127.0.0.1:0");
        Uri url = UrlOf(gateway, "localhost");
        IPEndPoint[] addresses = [.. gateway.Addresses.Select(address => new IPEndPoint(IPAddress.Loopback, address.Port))];

        await HandshakeCheck.RunAsync(new Target(url, "sk-test", addresses, TargetTls.Settings(url, new TlsOptions { Verify = false }, caOfGateway: null)), new TargetSettings(), Cancelled);
    }

    [Fact]
    public async Task RunAsync_TargetThatHangsUp_IsLeftToTheLoad()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task hangUp = HangUpAsync(listener);
        Uri url = new($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/v1");

        await HandshakeCheck.RunAsync(
            new Target(url, "sk-test", [(IPEndPoint)listener.LocalEndpoint], TargetTls.Settings(url, tls: null, caOfGateway: null)), new TargetSettings(), Cancelled);

        await hangUp;
    }

    private static async Task HangUpAsync(TcpListener listener)
    {
        using Socket accepted = await listener.AcceptSocketAsync(Cancelled);
        await accepted.ReceiveAsync(new byte[1], Cancelled);
    }

    private static Task<RunningGateway> StartAsync(params string[] addresses) => RunningGateway.StartAsync(GatewayFixture.Instant, addresses);

    private static Uri UrlOf(RunningGateway gateway, string host) => new($"https://{host}:{gateway.Addresses[^1].Port}/v1");

    private static Task CheckAsync(RunningGateway gateway, TlsOptions tls, string host = "localhost", TargetSettings? settings = null)
    {
        Uri url = UrlOf(gateway, host);
        Target target = new(url, "sk-test", [new IPEndPoint(IPAddress.Loopback, url.Port)], TargetTls.Settings(url, tls, caOfGateway: null));
        return HandshakeCheck.RunAsync(target, settings ?? new TargetSettings(), Cancelled);
    }
}
