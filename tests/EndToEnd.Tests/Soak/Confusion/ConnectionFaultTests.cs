using HotPath.Http;
using HotPath.Soak.Load;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;

namespace HotPath.EndToEnd.Tests.Soak.Confusion;

/// <summary>What goes wrong with connections, and with requests before they are read: as many are found as the gateway counted, under one name.</summary>
public sealed class ConnectionFaultTests : IDisposable
{
    private const double Share = 0.1;

    /// <summary>More than the wait below: who is held is given up.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan NeverMet = TimeSpan.FromMinutes(5);

    private static readonly GatewaySettings Settings = new()
    {
        TimeToFirstToken = Distribution.Constant(1e6),
        InterTokenLatency = Distribution.Constant(0),
        Tokens = Distribution.Uniform(2, 10),
    };

    private readonly TemporaryFolder _folder = new();

    private static long[] Seeds => [.. Enumerable.Range(0, (int)(ConfusionSize.FaultyEach / Share)).Select(number => RequestDraw.SeedAt(77, number))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http1")]
    [InlineData("http2")]
    public async Task Streams_ConnectionsRefused_AreConnectionErrors(string transport)
    {
        await using FaultyGateway gateway = await FaultyGateway.StartAsync(_folder, Settings);
        await gateway.SetAsync(new GatewayFaults { RefuseShare = Share });
        await using ConfusionPath path = await ConfusionPath.OpenAsync(gateway, "direct", Enum.Parse<Transport>(transport, ignoreCase: true));
        using NamingClient client = new(path.Url, path.Transport, Timeouts(NeverMet));

        IReadOnlyDictionary<long, string> names = await client.NameOnNewConnectionsAsync(Seeds, atOnce: 16);

        await AssertFoundAsync(gateway, "refuse", names, "connectionError");
    }

    [Theory]
    [InlineData("http1")]
    [InlineData("http2")]
    public async Task Streams_HandshakesHeldBack_AreTimeouts(string transport)
    {
        await using FaultyGateway gateway = await FaultyGateway.StartAsync(_folder, Settings);
        await gateway.SetAsync(new GatewayFaults { SlowHandshake = new LastingFault(Share, Held) });
        Uri url = new(gateway.Https, "v1");
        TlsSettings tls = TargetTls.Settings(url, null, gateway.CaFile)!;
        using NamingClient client = new(url, Enum.Parse<Transport>(transport, ignoreCase: true), Timeouts(GivenUpAfter), tls);

        IReadOnlyDictionary<long, string> names = await client.NameOnNewConnectionsAsync(Seeds, atOnce: 150);

        await AssertFoundAsync(gateway, "slowHandshake", names, StreamNames.TimeoutBeforeTheFirstToken);
    }

    [Theory]
    [InlineData("direct", "http1")]
    [InlineData("direct", "http2")]
    [InlineData("nginx", "http1")]
    [InlineData("haproxy", "http2")]
    public async Task Streams_BodiesLeftUnread_AreTimeouts(string through, string transport)
    {
        await using FaultyGateway gateway = await FaultyGateway.StartAsync(_folder, Settings);
        await gateway.SetAsync(new GatewayFaults { SlowRead = new LastingFault(Share, Held) });
        await using ConfusionPath path = await ConfusionPath.OpenAsync(gateway, through, Enum.Parse<Transport>(transport, ignoreCase: true));
        using NamingClient client = new(path.Url, path.Transport, Timeouts(GivenUpAfter));

        IReadOnlyDictionary<long, string> names = await client.NameAsync(Seeds, atOnce: 150);

        await AssertFoundAsync(gateway, "slowRead", names, StreamNames.TimeoutBeforeTheFirstToken);
    }

    /// <summary>nginx answers for each connection that it did not get.</summary>
    [Fact]
    public async Task Streams_NginxsConnectionsRefused_AreUpstreamErrors()
    {
        (IReadOnlyCollection<string> names, long refused) = await RefuseProxyAsync("nginx", "http1");

        Assert.Equal(["truncated", "upstreamError"], names.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(refused, names.Count(name => name == "upstreamError"));
    }

    /// <summary>haproxy tries again, and then nothing is wrong; where it does not, it answers, or ends without an answer so that the client tries again.</summary>
    [Fact]
    public async Task Streams_HaproxysConnectionsRefused_AreErrorsOfAConnectionOrNone()
    {
        (IReadOnlyCollection<string> names, long refused) = await RefuseProxyAsync("haproxy", "http2");

        Assert.Subset(new HashSet<string> { "truncated", "upstreamError", "connectionError" }, names.ToHashSet());
        Assert.InRange(names.Count(name => name != "truncated"), 0, refused);
        Assert.NotEqual(0, refused);
    }

    private async Task<(IReadOnlyCollection<string> Names, long Refused)> RefuseProxyAsync(string through, string transport)
    {
        await using FaultyGateway gateway = await FaultyGateway.StartAsync(_folder, Settings);
        await using ConfusionPath path = await ConfusionPath.OpenAsync(gateway, through, Enum.Parse<Transport>(transport, ignoreCase: true));
        await gateway.SetAsync(new GatewayFaults { RefuseShare = 0.3, CutShare = 1, CutAfterTokens = 1 }); // a cut ends a connection, so that there are new ones
        using NamingClient client = new(path.Url, path.Transport, Timeouts(NeverMet));

        IReadOnlyDictionary<long, string> names = await client.NameAsync(Seeds.Take(2 * ConfusionSize.FaultyEach), atOnce: 8);

        return ([.. names.Values], (await gateway.FaultsAsync())["refuse"]);
    }

    private static TimeoutSettings Timeouts(TimeSpan wait) => new() { Connect = wait, FirstByte = wait, Idle = NeverMet, Total = NeverMet };

    private static async Task AssertFoundAsync(FaultyGateway gateway, string fault, IReadOnlyDictionary<long, string> names, string expected)
    {
        long injected = (await gateway.FaultsAsync())[fault];

        Assert.Equal([StreamNames.Completed, expected], names.Values.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(injected, names.Values.Count(name => name == expected));
        Assert.InRange(injected, ConfusionSize.FaultyEach / 2, 2 * ConfusionSize.FaultyEach);
    }
}
