using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HotPath.Http;

namespace HotPath.Tests.Http;

public class TlsFailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Failure_OtherName_IsNameMismatch(SslProtocols protocol) =>
        Assert.Equal(TlsFailure.CertificateNameMismatch, await FailureOfAsync(TestCertificates.Issue("elsewhere"), protocol));

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Failure_PastItsTime_IsExpired(SslProtocols protocol) =>
        Assert.Equal(TlsFailure.CertificateExpired, await FailureOfAsync(TestCertificates.Issue("localhost", ageDays: 60), protocol));

    [Fact]
    public async Task Failure_PastItsTimeAndOtherName_IsExpired() => Assert.Equal(
        TlsFailure.CertificateExpired, await FailureOfAsync(TestCertificates.Issue("elsewhere", ageDays: 60), SslProtocols.Tls13));

    [Theory]
    [InlineData("localhost")]
    [InlineData("elsewhere")]
    public async Task Failure_SelfSigned_IsUntrusted(string name) =>
        Assert.Equal(TlsFailure.CertificateUntrusted, await FailureOfAsync(TestCertificates.SelfSigned(name), SslProtocols.Tls13));

    [Fact]
    public async Task Failure_CertificateOfAClient_IsUntrusted() => Assert.Equal(
        TlsFailure.CertificateUntrusted, await FailureOfAsync(TestCertificates.Issue("localhost", isServer: false), SslProtocols.Tls13));

    [Theory]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls13)]
    [InlineData(SslProtocols.Tls13, SslProtocols.Tls12)]
    public async Task Failure_NoVersionInCommon_IsProtocolMismatch(SslProtocols ours, SslProtocols theirs)
    {
        SslServerAuthenticationOptions options = TestCertificates.ServerOptions(TestCertificates.Localhost);
        options.EnabledSslProtocols = theirs;
        using TlsPeer peer = new(options);

        TlsConnectResult result = await peer.FailAsync(TlsPeer.Connector(ours));

        Assert.Equal(TlsFailure.ProtocolMismatch, result.Failure);
    }

    [Fact]
    public async Task Failure_NoApplicationProtocolInCommon_IsProtocolMismatch()
    {
        SslServerAuthenticationOptions options = TestCertificates.ServerOptions(TestCertificates.Localhost);
        options.ApplicationProtocols = [SslApplicationProtocol.Http2];
        using TlsPeer peer = new(options);

        TlsConnectResult result = await peer.FailAsync(TlsPeer.Connector(TlsPeer.Trusting));

        Assert.Equal(TlsFailure.ProtocolMismatch, result.Failure);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")]
    [InlineData("S")]
    public async Task Failure_PeerSpeaksNoTls_IsProtocolMismatch(string answer) => Assert.Equal(
        TlsFailure.ProtocolMismatch, (await AnswerHelloAsync(Encoding.ASCII.GetBytes(answer), PeerEnd.Fin)).Failure);

    [Theory]
    [InlineData(PeerEnd.Fin, 0)]
    [InlineData(PeerEnd.Fin, 3)]   // inside a record's header
    [InlineData(PeerEnd.Fin, 40)]  // inside a record
    [InlineData(PeerEnd.Reset, 0)]
    [InlineData(PeerEnd.Reset, 40)]
    public async Task Failure_PeerClosesInMidHandshake_IsPeerClosed(PeerEnd end, int bytes)
    {
        byte[] hello = new byte[bytes];
        new byte[] { 22, 3, 3, 0, 100, 2, 0, 0, 96, 3, 3 }.AsSpan(0, Math.Min(bytes, 11)).CopyTo(hello);

        TlsConnectResult result = await AnswerHelloAsync(hello, end);

        Assert.Equal(TlsFailure.PeerClosed, result.Failure);
        Assert.False(string.IsNullOrEmpty(result.Detail));
    }

    [Theory]
    [InlineData(40, TlsFailure.ProtocolMismatch)]
    [InlineData(70, TlsFailure.ProtocolMismatch)]
    [InlineData(116, TlsFailure.ClientCertificateRequired)]
    [InlineData(80, TlsFailure.Other)] // internal_error
    public async Task Failure_PeerSendsAnAlert_IsByItsDescription(byte description, TlsFailure expected) =>
        Assert.Equal(expected, (await AnswerHelloAsync([21, 3, 3, 0, 2, 2, description], PeerEnd.Fin)).Failure);

    [Fact]
    public async Task Failure_PeerWithoutACertificateOfOurs_ShowsInTls13AsAFailedFirstResponse()
    {
        SslServerAuthenticationOptions options = TestCertificates.ServerOptions(TestCertificates.Localhost);
        options.ClientCertificateRequired = true;
        options.EnabledSslProtocols = SslProtocols.Tls13;
        using TlsPeer peer = new(options);
        Task<SslStream> accepting = peer.AcceptAsync();

        TlsConnectResult result = await TlsPeer.Connector(TlsPeer.Trusting).ConnectAsync(peer.EndPoint, null, Cancellation);
        using Http1Connection? connection = result.Connection;
        await Assert.ThrowsAsync<AuthenticationException>(() => accepting);

        Assert.True(result.IsConnected);
        await connection!.SendAsync(Exchange.Request, Cancellation);
        HeadResult head = await connection.ReceiveHeadAsync(Cancellation);
        Assert.True(head is HeadResult.Reset or HeadResult.ClosedByPeer, $"{head}");
    }

    private static async Task<TlsFailure> FailureOfAsync(X509Certificate2 certificate, SslProtocols protocol)
    {
        using TlsPeer peer = new(certificate);
        return (await peer.FailAsync(TlsPeer.Connector(protocol))).Failure;
    }

    private static async Task<TlsConnectResult> AnswerHelloAsync(byte[] answer, PeerEnd end)
    {
        using TlsPeer peer = new();
        Task<TlsConnectResult> connecting = TlsPeer.Connector(TlsPeer.Trusting).ConnectAsync(peer.EndPoint, null, Cancellation).AsTask();
        using Socket socket = await peer.AcceptSocketAsync();
        byte[] hello = new byte[16 * 1024];
        Assert.True(await socket.ReceiveAsync(hello, Cancellation) > 5);

        if (answer.Length > 0) await socket.SendAsync(answer, Cancellation);
        if (end == PeerEnd.Reset) socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();

        return await connecting;
    }
}
