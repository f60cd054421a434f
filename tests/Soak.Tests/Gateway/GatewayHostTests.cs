using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using HotPath.Soak.Gateway;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway;

public sealed class GatewayHostTests : IDisposable
{
    private static readonly GatewaySettings Endless = GatewayFixture.Instant with { TimeToFirstToken = Distribution.Constant(3e12) };

    private readonly CancellationTokenSource _stop = new();
    private readonly Pipe _output = new();
    private readonly StreamReader _lines;
    private readonly StreamWriter _writer;

    public GatewayHostTests()
    {
        _lines = new StreamReader(_output.Reader.AsStream());
        _writer = new StreamWriter(_output.Writer.AsStream());
    }

    public void Dispose()
    {
        _stop.Dispose();
        _lines.Dispose();
        _writer.Dispose();
    }

    [Fact]
    public async Task RunAsync_TwoAddresses_PrintsBothServesAndEndsWhenCancelled()
    {
        Task<int> run = GatewayHost.RunAsync(new GatewaySettings(), [GatewayAddress.AnyLocalPort, GatewayAddress.AnyLocalPort], _writer, _stop.Token);

        string[] ready = (await LineAsync(run)).Split(' ');
        Assert.Equal(3, ready.Length);
        Assert.Equal("READY", ready[0]);
        using HttpClient client = new();
        foreach (string address in ready[1..])
        {
            Assert.Equal("ok", await client.GetStringAsync(new Uri(address + "/healthz"), TestContext.Current.CancellationToken));
        }

        await _stop.CancelAsync();
        Assert.Equal(0, await run);
    }

    [Fact]
    public async Task RunAsync_StoppedWithAStreamOpen_EndsTheStreamToo()
    {
        Task<int> run = GatewayHost.RunAsync(Endless, [GatewayAddress.AnyLocalPort], _writer, _stop.Token);
        Uri address = new((await LineAsync(run))["READY ".Length..]);
        using HttpClient client = new() { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ApiKeys.Default);
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = GatewayFixture.Json(GatewayFixture.Chat(",\"stream\":true")) };
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        await _stop.CancelAsync();

        Assert.Equal(0, await run);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunUntilInputClosesAsync_InputCloses_Ends()
    {
        Pipe input = new();
        using StreamReader reader = new(input.Reader.AsStream());
        Task<int> run = GatewayHost.RunUntilInputClosesAsync(new GatewaySettings(), [GatewayAddress.AnyLocalPort], reader, _writer, _stop.Token);
        Assert.StartsWith("READY http://127.0.0.1:", await LineAsync(run), StringComparison.Ordinal);

        await input.Writer.CompleteAsync();

        Assert.Equal(0, await run);
    }

    [Fact]
    public async Task RunAsync_PortInUse_SaysSo()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        GatewayAddress address = new((IPEndPoint)taken.LocalEndpoint);

        GatewayStartException exception = await Assert.ThrowsAsync<GatewayStartException>(
            () => GatewayHost.RunAsync(new GatewaySettings(), [address], _writer, _stop.Token));

        Assert.Contains($"port of {address} is taken", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_SecondPortInUse_NamesItAndLeavesNothingListening()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        using TcpListener free = new(IPAddress.Loopback, 0);
        taken.Start();
        free.Start();
        GatewayAddress first = new((IPEndPoint)free.LocalEndpoint);
        GatewayAddress second = new((IPEndPoint)taken.LocalEndpoint, GatewayScheme.Https);
        free.Stop();

        GatewayStartException exception = await Assert.ThrowsAsync<GatewayStartException>(
            () => GatewayHost.RunAsync(new GatewaySettings(), [first, second], _writer, _stop.Token));

        Assert.Contains($"port of {second} is taken", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(first.ToString(), exception.Message, StringComparison.Ordinal);
        free.Start(); // throws where somebody listens
        await _writer.DisposeAsync();
        Assert.Null(await _lines.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RunAsync_EveryScheme_PrintsTheAuthorityAndThenTheAddressesInOrder()
    {
        GatewayScheme[] schemes = [.. Enum.GetValues<GatewayScheme>().Reverse().Where(scheme => scheme != GatewayScheme.H3 || QuicLibrary.IsThere)];
        GatewayAddress[] addresses = [.. schemes.Select(scheme => GatewayAddress.AnyLocalPort with { Scheme = scheme })];
        Task<int> run = GatewayHost.RunAsync(new GatewaySettings(), addresses, _writer, _stop.Token);

        string authority = await LineAsync(run);
        string ready = await LineAsync(run);

        Assert.Matches("^CA .*hotpath-ca-.*\\.pem$", authority);
        Assert.Matches(@"^READY (h3://localhost:\d+ )?https://localhost:\d+ h2c://127\.0\.0\.1:\d+ http://127\.0\.0\.1:\d+$", ready);
        Assert.True(File.Exists(authority["CA ".Length..]));
        await _stop.CancelAsync();
        Assert.Equal(0, await run);
        Assert.False(File.Exists(authority["CA ".Length..]));
    }

    [Fact]
    public async Task RunAsync_AddressOfAnotherMachine_SaysSo()
    {
        GatewayAddress elsewhere = new(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0)); // TEST-NET-1

        GatewayStartException exception = await Assert.ThrowsAsync<GatewayStartException>(
            () => GatewayHost.RunAsync(new GatewaySettings(), [elsewhere], _writer, _stop.Token));

        Assert.Contains("AddressNotAvailable", exception.Message, StringComparison.Ordinal);
    }

    private async Task<string> LineAsync(Task run)
    {
        Task<string?> line = _lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
        await await Task.WhenAny(line, run);
        return (await line)!;
    }
}
