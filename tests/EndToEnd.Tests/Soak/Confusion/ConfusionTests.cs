using HotPath.Soak.Scenarios;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.EndToEnd.Tests.Soak.Confusion;

/// <summary>
/// Every kind of fault in many streams among clean ones: each faulty stream is found and named right, and no clean one is blamed. What a
/// stream meets is a pure function of its seed, and the gateway's own counts are held against it.
/// </summary>
public sealed class ConfusionTests : IDisposable
{
    private const int PathCount = 6;

    /// <summary>More than the wait below: who is held is given up.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(30);

    /// <summary>A clean stream has its next token within a millisecond.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan NeverMet = TimeSpan.FromMinutes(5);

    private static readonly GatewaySettings Settings = new()
    {
        TimeToFirstToken = Distribution.Constant(1e6),
        InterTokenLatency = Distribution.Constant(0.3e6),
        Tokens = Distribution.Uniform(2, 40),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http1")]
    [InlineData("http2")]
    public Task Streams_Direct_AreToldApart(string transport) => AssertToldApartAsync("direct", transport);

    [Theory]
    [InlineData("http1")]
    [InlineData("http2")]
    public Task Streams_ThroughNginx_AreToldApart(string transport) => AssertToldApartAsync("nginx", transport);

    [Theory]
    [InlineData("http1")]
    [InlineData("http2")]
    public Task Streams_ThroughHaproxy_AreToldApart(string transport) => AssertToldApartAsync("haproxy", transport);

    [Theory]
    [InlineData("completions")]
    [InlineData("responses")]
    [InlineData("messages")]
    public Task Streams_OfAnotherEndpoint_AreToldApart(string endpoint) => AssertToldApartAsync(
        "direct", "http1", new RequestGroup { Name = endpoint, Endpoint = Enum.Parse<Endpoint>(endpoint, ignoreCase: true), MaxTokens = 1_000 });

    [Theory]
    [InlineData("chat")]
    [InlineData("completions")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task Answers_InOnePiece_AreToldApart(string endpoint)
    {
        GatewayFaults faults = new() { LoseShare = 0.1, RepeatShare = 0.1, ReorderShare = 0.1, AlterShare = 0.1, WrongUsageShare = 0.1, RejectShare = 0.1, RejectStatus = 503 };
        RequestGroup group = new() { Name = endpoint, Endpoint = Enum.Parse<Endpoint>(endpoint, ignoreCase: true), Stream = false, MaxTokens = 1_000 };

        await AssertToldApartAsync(
            "direct", "http1", group, [InjectedStreams.Of(Settings, faults, NeverMet, ConfusionSize.FaultyEach, clean: ConfusionSize.FaultyEach, sequence: 100, isStreamed: false)]);
    }

    private Task AssertToldApartAsync(string through, string transport, RequestGroup? group = null) => AssertToldApartAsync(
        through, transport, group, Rounds(ConfusionSize.FaultyEach, (ConfusionSize.Clean + PathCount - 1) / PathCount));

    private async Task AssertToldApartAsync(string through, string transport, RequestGroup? group, IEnumerable<InjectedStreams> rounds)
    {
        await using FaultyGateway gateway = await FaultyGateway.StartAsync(_folder, Settings);
        await using ConfusionPath path = await ConfusionPath.OpenAsync(gateway, through, Enum.Parse<Transport>(transport, ignoreCase: true));
        ConfusionMatrix matrix = new();

        foreach (InjectedStreams round in rounds)
        {
            IReadOnlyDictionary<string, long> before = await gateway.FaultsAsync();
            await gateway.SetAsync(round.Faults);
            TimeoutSettings timeouts = new() { Connect = NeverMet, FirstByte = round.Idle, Idle = round.Idle, Total = NeverMet };
            using NamingClient client = new(path.Url, path.Transport, timeouts, group: group);
            matrix.Add(round, await client.NameAsync(round.Streams.Select(stream => stream.Seed), round.Idle == NeverMet ? 64 : 250));

            Assert.Equal(round.Expected(), Growth(before, await gateway.FaultsAsync()));
        }

        if (ConfusionSize.TableFile is { } file)
        {
            string title = $"{group?.Name ?? "chat"}{(group?.Stream is false ? " in one piece" : "")}, {through}, {transport}";
            await File.AppendAllTextAsync(file, matrix.ToMarkdown(title), TestContext.Current.CancellationToken);
        }

        Assert.Empty(matrix.Mistakes);
    }

    private static Dictionary<string, long> Growth(IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> after) => after
        .Select(fault => KeyValuePair.Create(fault.Key, fault.Value - before.GetValueOrDefault(fault.Key)))
        .Where(fault => fault.Value > 0)
        .ToDictionary();

    private static IEnumerable<InjectedStreams> Rounds(int faultyEach, int clean)
    {
        const double Share = 0.06;
        PlacedFault somewhere = new(Share, 7);
        (GatewayFaults Faults, double ShareOfClean)[] ofContent =
        [
            (new GatewayFaults
            {
                CutShare = Share,
                CutCleanly = true,
                InBandError = somewhere,
                Malformed = somewhere,
                LoseShare = Share,
                RepeatShare = Share,
                ReorderShare = Share,
                AlterShare = Share,
                WrongUsageShare = Share,
                RejectShare = Share,
                RejectStatus = 503,
            }, 0.7),
            (new GatewayFaults { CutShare = 0.2, WrongUsageShare = 0.2, WrongUsageBy = -1, RejectShare = 0.2, RejectStatus = 500 }, 0.1),
            (new GatewayFaults { RejectShare = 0.3, RejectStatus = 502 }, 0.1),
        ];
        int left = clean;
        for (int round = 0; round < ofContent.Length; round++)
        {
            int ofRound = (int)(clean * ofContent[round].ShareOfClean);
            left -= ofRound;
            yield return InjectedStreams.Of(Settings, ofContent[round].Faults, NeverMet, faultyEach, ofRound, sequence: round);
        }

        GatewayFaults held = new() { Pause = new LastingFault(0.2, Held), Delay = new LastingFault(0.2, Held) };
        yield return InjectedStreams.Of(Settings, held, GivenUpAfter, faultyEach, left, sequence: ofContent.Length);
    }
}
