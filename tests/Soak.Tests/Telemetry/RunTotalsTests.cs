using System.Net.Security;
using System.Security.Authentication;
using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Telemetry;

public sealed class RunTotalsTests
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);

    private static readonly Scenario TwoGroups = new()
    {
        Name = "x",
        Workload = [new RequestGroup { Name = "short", Weight = 3 }, new RequestGroup { Name = "talk", Turns = Distribution.Constant(2) }],
        Goodput = [new GoodputLimit(RequestLatency.E2e, 1_000, MayEqual: true)],
    };

    [Fact]
    public void AddTo_Mix_IsOfWhatTheScheduleBrought()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        recorder.Measured[0].Counters.Add(Counter.Scheduled, 60);
        recorder.Measured[1].Counters.Add(Counter.Scheduled, 37);
        recorder.Measured[1].Counters.Add(Counter.LaterTurns, 17);

        RunResult run = Closed(recorder);

        Assert.Equal((0.75, 0.75), (run.Groups["short"].Mix.Asked, run.Groups["short"].Mix.Actual));
        Assert.Equal((0.25, 0.25), (run.Groups["talk"].Mix.Asked, run.Groups["talk"].Mix.Actual));
    }

    [Fact]
    public void AddTo_Connections_AddUpAcrossTheStartOfTheMeasuredTime()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        Open(recorder, recorder.WarmUp[0], count: 5);
        recorder.Connections.Closed(recorder.WarmUp[0], ConnectionEnd.Idle, age: 1, requests: 2);
        RunTotals totals = new(recorder);
        recorder.BeginMeasured();
        totals.Begin();
        Open(recorder, recorder.Measured[1], count: 3);
        recorder.Connections.Closed(recorder.WarmUp[0], ConnectionEnd.Lifetime, age: Elapsed.Stamps(TimeSpan.FromSeconds(90)), requests: 40);
        recorder.Connections.Closed(recorder.Measured[1], ConnectionEnd.PeerReset, age: Elapsed.Stamps(TimeSpan.FromSeconds(9)), requests: 4);
        recorder.Measured[1].Counters.Add(Outcome.Completed);
        recorder.Measured[1].Counters.Add(Outcome.Timeout);

        RunResult run = Closed(totals);

        ConnectionFigures connections = run.Connections;
        Assert.Equal((4, 3, 5), (connections.OpenAtStart, connections.Opened, connections.Open));
        Assert.Equal(new ConnectionEndFigures { Lifetime = 1, Reset = 1 }, connections.Closed);
        Assert.Equal(connections.OpenAtStart + connections.Opened, connections.Closed.Lifetime + connections.Closed.Reset + connections.Open);
        Assert.Equal((1, 1.5, 0.3), (connections.ClosedByPeer, connections.PerRequest, connections.ChurnPerSecond));
        Assert.Equal((2, 4, 40), (connections.RequestsEach!.Count, connections.RequestsEach.Min, connections.RequestsEach.Max));
        Assert.InRange(connections.AgeSeconds!.Max, 90, 90.1);
        Assert.Equal((0, 1, 3, 1), (run.Groups["short"].Connections.Opened, run.Groups["short"].Connections.Closed.Lifetime,
            run.Groups["talk"].Connections.Opened, run.Groups["talk"].Connections.Closed.Reset));
    }

    [Fact]
    public void AddTo_Handshakes_AreSplitByKindAndGroup()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        Add(recorder.Measured[0].Counters, (Counter.TlsFull, 3), (Counter.TlsFullCpu, 4_500_000), (Counter.TlsFullCpuMeasured, 3));
        Add(recorder.Measured[1].Counters, (Counter.TlsResumed, 9), (Counter.TlsResumedCpu, 4_000_000), (Counter.TlsResumedCpuMeasured, 8));
        recorder.Measured[0].TlsKinds.Add(SslProtocols.Tls12, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, count: 3);
        recorder.Measured[1].TlsKinds.Add(SslProtocols.Tls13, TlsCipherSuite.TLS_AES_256_GCM_SHA384, count: 9);

        RunResult run = Closed(recorder);

        TlsFigures tls = TransportFigures.WithShare(run.Tls, new ProcessFigures { CpuPercent = 50 }, TimeSpan.FromSeconds(2))!;
        Assert.Equal((3, 9, 0.75), (tls.Full, tls.Resumed, tls.ResumedShare));
        Assert.Equal((1.5, 0.5), (tls.CpuMsPerFull, tls.CpuMsPerResumed));
        Assert.Equal(8.5 / 11, tls.CpuMsPerHandshake!.Value, precision: 9);
        Assert.Equal(8.5 / 11 * 12 / 1_000, tls.CpuShare!.Value, precision: 9); // one that could not be measured counts as the others
        Assert.Equal(new Dictionary<string, long> { ["1.2"] = 3, ["1.3"] = 9 }, tls.Protocols);
        Assert.Equal(new Dictionary<string, long> { ["TLS_AES_256_GCM_SHA384"] = 9, ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"] = 3 }, tls.Ciphers);
        Assert.Equal((3, 0, 0.0), (run.Groups["short"].Tls!.Full, run.Groups["short"].Tls!.Resumed, run.Groups["short"].Tls!.ResumedShare));
        Assert.Equal((1.0, 0.5), (run.Groups["talk"].Tls!.ResumedShare, run.Groups["talk"].Tls!.CpuMsPerHandshake));
    }

    [Fact]
    public void AddTo_Conversations_AreThereWhereTheWorkloadHasThem()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        recorder.Measured[1].Counters.Add(Counter.ConversationsStarted, 9);
        recorder.Measured[1].Counters.Add(Counter.ConversationsCompleted, 5);
        recorder.Measured[1].Counters.Add(Counter.ConversationsBroken, 3);
        recorder.Measured[1].Counters.Add(Counter.LaterTurns, 8);

        Assert.Equal(new ConversationFigures { Started = 9, Completed = 5, Broken = 3, LaterTurns = 8 }, Closed(recorder).Conversations);
        Assert.Null(Closed(new RunRecorder(TwoGroups with { Workload = [TwoGroups.Workload[0]] }, 1)).Conversations);
    }

    [Fact]
    public void AddTo_GivenUp_IsCountedAndNoError()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        CounterSet counters = recorder.Measured[0].Counters;
        counters.Add(Counter.Scheduled, 8);
        counters.Add(Counter.GivenUp, 3);

        RunResult run = Closed(recorder);

        Assert.Equal((3, 3, 0), (run.Requests.GivenUp, run.Groups["short"].Requests.GivenUp, run.Groups["talk"].Requests.GivenUp));
        Assert.Equal(0, run.Requests.ErrorRate);
    }

    [Fact]
    public void AddTo_Goodput_IsAShareOfAllThatWasDue()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        CounterSet counters = recorder.Measured[0].Counters;
        counters.Add(Counter.Scheduled, 8);
        counters.Add(Counter.NotStarted, 4); // not started is not good
        recorder.Measured[0].Judge(new RequestTimes { E2e = 1_000 });
        recorder.Measured[0].Judge(new RequestTimes { E2e = 1_001 });
        recorder.Measured[0].Judge(new RequestTimes { E2e = 1 });

        RequestFigures requests = Closed(recorder).Requests;

        Assert.Equal((2, 0.25), (requests.Good, requests.Goodput));
    }

    [Fact]
    public void AddTo_NoLimits_JudgesNoGoodput()
    {
        RunRecorder recorder = new(TwoGroups with { Goodput = [] }, recordingThreads: 1);
        recorder.Measured[0].Counters.Add(Counter.Scheduled, 8);
        recorder.Measured[0].Judge(new RequestTimes { E2e = 1 });

        RequestFigures requests = Closed(recorder).Requests;

        Assert.Equal((null, null), (requests.Good, requests.Goodput));
    }

    [Fact]
    public void AddTo_TokenThroughput_LeavesOutTheDrainAndTakesInWhatTheWarmUpLeftOpen()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        RunTotals totals = new(recorder);
        recorder.WarmUp[0].Counters.Add(Counter.Tokens, 1_000); // before the measured time
        totals.BeginRates();
        recorder.WarmUp[0].Counters.Add(Counter.Tokens, 50);
        recorder.Measured[1].Counters.Add(Counter.Tokens, 150);
        totals.End();
        recorder.Measured[1].Counters.Add(Counter.Tokens, 300); // in the drain
        totals.Close(TimeSpan.Zero, Measured, new Nowhere());

        RunResult run = totals.AddTo(Verdicts.Runs.Sound, Measured);

        Assert.Equal(20, run.Streams.TokensPerSecond);
        Assert.Equal(5, run.Groups["short"].Streams.TokensPerSecond);
        Assert.Equal(15, run.Groups["talk"].Streams.TokensPerSecond);
        Assert.Equal(450, run.Streams.Tokens);
    }

    [Fact]
    public void Close_Interval_HasTheTokenRateOfItsOwnTime()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        RunTotals totals = new(recorder);
        totals.Begin();
        recorder.Measured[0].Counters.Add(Counter.Tokens, 40);
        IntervalResult first = totals.Close(TimeSpan.Zero, TimeSpan.FromSeconds(2), new Nowhere());
        recorder.Measured[0].Counters.Add(Counter.Tokens, 10);

        IntervalResult second = totals.Close(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), new Nowhere());

        Assert.Equal((20, 10), (first.Streams.TokensPerSecond, second.Streams.TokensPerSecond));
    }

    [Fact]
    public void AddTo_TokenRateOfEachStream_IsThatOfItsTimesPerToken()
    {
        RunRecorder recorder = new(TwoGroups, recordingThreads: 1);
        recorder.Measured[0].Record(Metric.Tpot, 20_000_000);
        recorder.Measured[1].Record(Metric.Tpot, 100_000_000);

        RunResult run = Closed(recorder);

        Assert.Equal(2, run.Streams.TokensPerSecondPerStream?.Count);
        Assert.Equal(10, run.Streams.TokensPerSecondPerStream!.Min!.Value, tolerance: 0.02);
        Assert.Equal(50, run.Groups["short"].Streams.TokensPerSecondPerStream!.P50!.Value, tolerance: 0.1);
    }

    private static RunResult Closed(RunRecorder recorder)
    {
        RunTotals totals = new(recorder);
        totals.Begin();
        return Closed(totals);
    }

    private static RunResult Closed(RunTotals totals)
    {
        totals.End();
        totals.Close(TimeSpan.Zero, Measured, new Nowhere());
        return totals.AddTo(Verdicts.Runs.Sound, Measured);
    }

    private static void Open(RunRecorder recorder, GroupRecorder group, int count)
    {
        for (int i = 0; i < count; i++) recorder.Connections.Open.Up();
        group.Counters.Add(Counter.ConnectionsOpened, count);
    }

    private static void Add(CounterSet counters, params (Counter Counter, long Count)[] counts)
    {
        foreach ((Counter counter, long count) in counts) counters.Add(counter, count);
    }

    private sealed class Nowhere : IIntervalSink
    {
        public void OnLatency(Metric metric, TimeSpan start, TimeSpan length, HistogramSnapshot interval)
        {
        }

        public void OnInterval(IntervalResult interval)
        {
        }
    }
}
