using HotPath.Soak.Machine;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Runs;

public sealed class GatewayAgreementTests
{
    private const int GivenUp = 5;

    private static readonly Scenario Scenario = new() { Name = "x", Workload = [new RequestGroup { Name = "chat" }] };

    /// <summary>Of those that we gave up the gateway had written some to their end, or cut, before it could know.</summary>
    [Theory]
    [InlineData(0, 0, 5)]
    [InlineData(2, 0, 3)]
    [InlineData(0, 2, 3)]
    [InlineData(5, 0, 0)]
    public void Differences_EachStreamGivenUpEndedAtTheGateway_AreNone(long completed, long cut, long abandoned) =>
        Assert.Empty(Differences(new StreamStats(GivenUp, completed, cut, abandoned)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 4)]
    [InlineData(1, 3)]
    public void Differences_StreamThatGoesOnAfterItsClientLeft_IsOne(long completed, long abandoned)
    {
        string difference = Assert.Single(Differences(new StreamStats(GivenUp, completed, Cut: 0, abandoned)));

        Assert.Equal($"streams left by the client: the generator counted {GivenUp - completed}, the gateway {abandoned}", difference);
    }

    [Fact]
    public void Differences_StreamsLeftThatNobodyGaveUp_AreOne()
    {
        RunRecorder recorder = new(Scenario, recordingThreads: 1);

        IReadOnlyList<string> differences = GatewayAgreement.Differences(Stats(0, new StreamStats(0, 0, 0, 0)), Stats(0, new StreamStats(0, 0, 0, 1)), Scenario.Workload, recorder);

        Assert.Equal(["streams left by the client: the generator counted 0, the gateway 1"], differences);
    }

    private static IReadOnlyList<string> Differences(StreamStats after)
    {
        RunRecorder recorder = new(Scenario, recordingThreads: 1);
        CounterSet counters = recorder.Measured[0].Counters;
        for (int request = 0; request < GivenUp; request++)
        {
            counters.Add(Outcome.Cancelled);
            counters.AddStatus(200);
        }

        counters.Add(Counter.StreamsOpened, GivenUp);
        counters.Add(Counter.StreamsGivenUp, GivenUp);
        return GatewayAgreement.Differences(Stats(0, new StreamStats(7, 4, 1, 2)), Stats(GivenUp, new StreamStats(7 + after.Opened, 4 + after.Completed, 1 + after.Cut, 2 + after.Abandoned)), Scenario.Workload, recorder);
    }

    private static GatewayStats Stats(long answers, StreamStats streams) => new()
    {
        Requests = new Dictionary<string, IReadOnlyDictionary<string, long>> { ["chat"] = new Dictionary<string, long> { ["200"] = answers } },
        Streams = streams,
        CompletedTokens = 0,
        Process = ProcessSample.Read(),
    };
}
