using System.Net;
using System.Net.Quic;
using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using HotPath.Http;
using HotPath.Soak.Gateway;
using HotPath.Soak.Load.Transports.Http3;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;
using static HotPath.Soak.Tests.Load.Http3.Http3Bytes;

namespace HotPath.Soak.Tests.Load.Http3;

[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
public sealed class QuicHandshakeTests : IDisposable
{
    private readonly GatewayCertificates _certificates = new([]);

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData("localhost", true, TlsFailure.None)]
    [InlineData("elsewhere.test", true, TlsFailure.CertificateNameMismatch)]
    [InlineData("localhost", false, TlsFailure.CertificateUntrusted)]
    public async Task MakeAsync_Certificate_IsJudgedAsOverTcp(string host, bool isTrusted, TlsFailure expected)
    {
        Quic.Require();
        X509Certificate2Collection roots = isTrusted ? [] : [_certificates.Server];
        if (isTrusted) roots.ImportFromPemFile(_certificates.WriteAuthority());
        await using QuicListener listener = await ListenAsync("h3");

        QuicHandshakeResult made = await MakeAsync(listener, new TlsSettings { TargetHost = host, CustomRoots = roots });

        Assert.Equal(expected, made.Failure);
        Assert.Equal(expected == TlsFailure.None, made.Connection is not null);
        if (made.Connection is { } connection) await connection.DisposeAsync();
    }

    [Fact]
    public async Task MakeAsync_PeerSpeaksSomethingElse_IsAProtocolMismatch()
    {
        Quic.Require();
        await using QuicListener listener = await ListenAsync("doq");

        Assert.Equal(TlsFailure.ProtocolMismatch, (await MakeAsync(listener, new TlsSettings { TargetHost = "localhost", Verify = false })).Failure);
    }

    [Fact]
    public async Task MakeAsync_FromAnAddressOfThisMachine_ComesFromThere()
    {
        Quic.Require();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has all of 127.0.0.0/8.");
        await using QuicListener listener = await ListenAsync("h3");

        QuicHandshakeResult made = await MakeAsync(listener, new TlsSettings { TargetHost = "localhost", Verify = false }, IPAddress.Parse("127.0.0.2"));

        await using QuicConnection connection = made.Connection!;
        Assert.Equal(IPAddress.Parse("127.0.0.2"), connection.LocalEndPoint.Address);
    }

    [Fact]
    public async Task Dispose_ManyTimes_LeavesNoSocketOpen()
    {
        Quic.Require();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Open files are counted in /proc.");
        await using ScriptedHttp3Server server = await ScriptedHttp3Server.StartAsync(_ => new(Http3End.Whole, Events(Text("a"), Done)));
        await RunOnceAsync(server); // what QUIC opens for the process stays
        int before = OpenSockets();

        for (int i = 0; i < 100; i++) await RunOnceAsync(server);

        while (OpenSockets() > before + 10) await Task.Delay(10, TestContext.Current.CancellationToken); // others' tests open some; closing goes on behind
        Assert.Equal(101, server.Connections);
    }

    private static async Task RunOnceAsync(ScriptedHttp3Server server)
    {
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" }, transport: Transport.Http3, tls: new TlsSettings { TargetHost = "localhost", Verify = false });
        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 1));
    }

    private static int OpenSockets() => Directory.EnumerateFiles("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) ?? false);

    private static async Task<QuicHandshakeResult> MakeAsync(QuicListener listener, TlsSettings tls, IPAddress? local = null) =>
        await QuicHandshake.MakeAsync(listener.LocalEndPoint, local, tls, moreStreams: null, TestContext.Current.CancellationToken);

    private async Task<QuicListener> ListenAsync(string protocol)
    {
        SslServerAuthenticationOptions security = new() { ApplicationProtocols = [new SslApplicationProtocol(protocol)], ServerCertificate = _certificates.Server };
        return await QuicListener.ListenAsync(new QuicListenerOptions
        {
            ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            ApplicationProtocols = security.ApplicationProtocols,
            ConnectionOptionsCallback = (_, _, _) => ValueTask.FromResult(new QuicServerConnectionOptions
            {
                DefaultCloseErrorCode = 0x100,
                DefaultStreamErrorCode = 0x102,
                ServerAuthenticationOptions = security,
            }),
        });
    }
}
