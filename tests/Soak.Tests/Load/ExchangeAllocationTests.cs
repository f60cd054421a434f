using HotPath.Http;
using HotPath.Recording;
using HotPath.Soak.Gateway;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Tests;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>Whole requests over real sockets, many at a time: from the pool of connections to the last recorded latency.</summary>
[Collection(nameof(ExchangeAllocationTests))]
[CollectionDefinition(nameof(ExchangeAllocationTests), DisableParallelization = true)] // it counts the whole process
public sealed class ExchangeAllocationTests
{
    private const int Users = 24, RequestsEach = 100, EventsEach = 12;

    private const int MostBytesARequest = 8; // less than any object has

    /// <summary>More than the pool has threads: one that records its first latency in the middle of a round would be counted.</summary>
    private const int RecordingThreads = 64;

#if DEBUG
    private const bool IsDebug = true; // a debug build makes an object of each async method's state
#else
    private const bool IsDebug = false;
#endif

    [Theory(Explicit = IsDebug)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_ManyAtATime_AllocatesNothing(bool tls)
    {
        using GatewayCertificates? certificates = tls ? new GatewayCertificates([]) : null;
        using SteadyServer server = new(Users, [Role, .. Enumerable.Repeat(Text("word "), EventsEach - 2), Done], certificates?.Server);
        TlsSettings? settings = tls ? new TlsSettings { TargetHost = "localhost", Verify = false } : null;
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" }, tls: settings)
        {
            Recorder = GroupRecorder.OfCountsAlone(new LatencyRecorder(RecordingThreads), new Gauge()),
        };
        Exchange[] exchanges = [.. Enumerable.Range(0, Users).Select(_ => bench.NewExchange())];
        Task Round() => Task.WhenAll(exchanges.Select(exchange => RunAllAsync(bench, exchange)));
        await Round();

        long least = await Allocations.LeastOfProcessAsync(Round);

        double aRequest = least / (double)(Users * RequestsEach);
        TestContext.Current.TestOutputHelper!.WriteLine($"{least:N0} B in a round, {aRequest:F2} B a request");
        Assert.InRange(aRequest, 0, MostBytesARequest);
        Assert.Equal(bench.Counters.Finished, bench.Counters[Outcome.Completed]);
        Assert.Equal(bench.Counters.Finished * EventsEach, bench.Counters[Counter.Events]);
    }

    private static async Task RunAllAsync(ExchangeBench bench, Exchange exchange)
    {
        for (int number = 0; number < RequestsEach; number++)
        {
            await exchange.RunAsync(bench.DueNow(number));
        }
    }
}
