using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

public sealed class RequestQuotaTests
{
    [Fact]
    public void TryTake_ManyThreads_AllowsExactlyAsManyAndSaysWhenOneMoreWasDue()
    {
        using RequestQuota quota = new(1_000, TimeProvider.System);
        int taken = 0;

        Parallel.For(0, 1_000, _ => Count(quota.TryTake()));
        Assert.Equal((1_000, null), (taken, quota.UsedUpAt));

        Parallel.For(0, 1_000, _ => Count(quota.TryTake()));
        Assert.Equal(1_000, taken);
        Assert.NotNull(quota.UsedUpAt);

        void Count(bool isAllowed)
        {
            if (isAllowed) Interlocked.Increment(ref taken);
        }
    }

    [Fact]
    public void TryTake_WithoutANumber_AlwaysAllows()
    {
        using RequestQuota quota = new(requests: null, TimeProvider.System);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(quota.TryTake()));
        Assert.Null(quota.UsedUpAt);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 25)]
    [InlineData(7, 3)] // fewer requests than users
    public async Task Run_Users_MakesExactlyAsManyAndEnds(int users, int requests)
    {
        ClosedLoad load = ClosedLoad.Constant(users, LoadSettings.LongestForRequests);

        Assert.Equal(requests, await RequestsOfAsync(load with { MostRequests = requests, WarmUp = TimeSpan.Zero }));
    }

    [Fact]
    public async Task Run_Rate_MakesExactlyAsManyAndTheWarmUpCountsForNothing()
    {
        OpenLoad load = OpenLoad.Constant(100, LoadSettings.LongestForRequests) with { MostRequests = 12, WarmUp = TimeSpan.FromSeconds(0.2) };

        Assert.Equal(12, await RequestsOfAsync(load));
    }

    [Fact]
    public async Task Run_TimeOverFirst_EndsWithIt()
    {
        OpenLoad load = OpenLoad.Constant(100, TimeSpan.FromSeconds(0.1)) with { MostRequests = 1_000, WarmUp = TimeSpan.Zero };

        Assert.Equal(10, await RequestsOfAsync(load));
    }

    [Theory]
    [InlineData("rate")]
    [InlineData("users")]
    public async Task Run_Conversations_CountsEachTurn(string kind)
    {
        LoadSettings load = kind == "rate" ? OpenLoad.Constant(100, LoadSettings.LongestForRequests) : ClosedLoad.Constant(2, LoadSettings.LongestForRequests);

        Assert.Equal(20, await RequestsOfAsync(load with { MostRequests = 20, WarmUp = TimeSpan.Zero }, Distribution.Constant(3)));
    }

    /// <summary>How many requests were made in the measured time.</summary>
    private static async Task<long> RequestsOfAsync(LoadSettings load, Distribution? turns = null)
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        Scenario scenario = new() { Name = "so many", Load = load, Workload = [new RequestGroup { Name = "chat", Stream = false, Turns = turns }] };
        using EngineBench bench = new(scenario, server.Url);

        await bench.RunAsync();

        Assert.Equal(server.Requests, bench.Counters[Counter.Started] + bench.Recorder.WarmUp[0].Counters[Counter.Started]);
        Assert.Equal(bench.Counters[Counter.Scheduled], bench.Counters.Finished);
        return bench.Counters[Counter.Scheduled];
    }
}
