using HotPath.Recording;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Sockets;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

public sealed class MeasuredTimeTests
{
    private const int Requests = 20;

    [Theory]
    [InlineData("rate", true)]
    [InlineData("rate", false)]
    [InlineData("users", true)]
    [InlineData("users", false)]
    public async Task RunAsync_TellsOfTheMeasuredTimeOnceAndBeforeAnyRequestOfIt(string kind, bool isWarmedUp)
    {
        LoadSettings load = kind == "rate" ? OpenLoad.Constant(1_000, LoadSettings.LongestForRequests) : ClosedLoad.Constant(2, LoadSettings.LongestForRequests);
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        Scenario scenario = new()
        {
            Name = "from when on",
            Load = load with { MostRequests = Requests, WarmUp = isWarmedUp ? TimeSpan.FromSeconds(0.2) : TimeSpan.Zero },
            Workload = [new RequestGroup { Name = "chat", Stream = false }],
        };
        using EngineBench bench = new(scenario, server.Url);
        List<(bool IsWarm, long Measured)> told = [];
        RunTotals totals = new(bench.Recorder);
        CounterSet warmUp = bench.Recorder.WarmUp[0].Counters;
        long warmFinished = 0;
        bench.Measuring = () =>
        {
            told.Add((warmUp[Counter.Started] > 0, bench.Counters[Counter.Scheduled]));
            warmFinished = warmUp.Finished;
            totals.BeginRates();
        };

        await bench.RunAsync();

        Assert.Equal([(isWarmedUp, 0L)], told);
        long warmOpen = warmUp[Counter.Started] - warmFinished; // counts where it ended after the measured time had begun
        Assert.InRange(totals.Throughput.Requests.SinceBegin, Requests, Requests + warmOpen);
    }

    [Fact]
    public async Task RunAsync_OverLoopStreams_SaysHowLateAnswersMayHaveBeenRead()
    {
        Assert.SkipUnless(LoopStream.IsSupported, "needs Linux");
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer));
        Scenario scenario = new()
        {
            Name = "how late",
            Load = ClosedLoad.Constant(2, LoadSettings.LongestForRequests) with { MostRequests = Requests, WarmUp = TimeSpan.Zero },
            Workload = [new RequestGroup { Name = "chat", Stream = false }],
        };
        using EngineBench bench = new(scenario, server.Url);

        await bench.RunAsync();

        HistogramSnapshot lags = new();
        bench.Recorder.Measured[0].TakeInterval(Metric.ReceiveLag, lags);
        Assert.InRange(lags.Count, 1, Requests); // an answer that is there as soon as it is asked for is read by whoever asks
    }
}
