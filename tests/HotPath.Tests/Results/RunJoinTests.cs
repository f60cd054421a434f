using HotPath.Analysis.Results;

namespace HotPath.Tests.Results;

public sealed class RunJoinTests
{
    [Fact]
    public void Of_TwoParts_AddsCountsAndWeighsShares()
    {
        RunResult earlier = Part(seconds: 30, scheduled: 300, errorRate: 0.1, cpu: 50, events: 1_000, bytesEach: 8);
        RunResult later = Part(seconds: 10, scheduled: 100, errorRate: 0.02, cpu: 90, events: 3_000, bytesEach: 4) with { Id = "later" };

        RunResult run = RunJoin.Of(earlier, later);

        Assert.Equal(("one", 40, 40), (run.Id, run.DurationSeconds, run.RecordedSeconds));
        Assert.Equal((400, 400), (run.Requests.Scheduled, run.Requests.ByOutcome["completed"]));
        Assert.Equal(0.08, run.Requests.ErrorRate, 9);
        Assert.Equal(10, run.Requests.RatePerSecond, 9);
        Assert.Equal((60, 5), (run.Generator!.CpuPercent, run.Generator.AllocatedBytesPerEvent));
        Assert.Equal((4_000, 400), (run.Streams.Events, run.Groups["chat"].Requests.Scheduled));
        Assert.Same(later.Latency, run.Latency); // made of the histograms of both by whoever has them
    }

    [Fact]
    public void Of_MembersThatAreCounts_AreSums()
    {
        RunResult filled = Filled.Run;

        RunResult twice = RunJoin.Of(filled, filled);

        Assert.Equal(2 * filled.Integrity.Verified, twice.Integrity.Verified);
        Assert.Equal(2 * filled.Retries!.Attempts, twice.Retries!.Attempts);
        Assert.Equal(2 * filled.Conversations!.Completed, twice.Conversations!.Completed);
        Assert.Equal(2 * filled.Requests.HeldBack, twice.Requests.HeldBack);
        Assert.Equal((filled.Tls!.CpuMsPerFull, filled.Groups["one"].Mix.Actual), (twice.Tls!.CpuMsPerFull, twice.Groups["one"].Mix.Actual));
        Assert.Equal(2 * filled.Connections.Opened, twice.Connections.Opened);
        Assert.Equal(filled.Connections.OpenPeak, twice.Connections.OpenPeak);
        Assert.Equal(2 * filled.Tls.Failures["one"], twice.Tls.Failures["one"]);
        Assert.Equal(2 * filled.WarmUp.Requests, twice.WarmUp.Requests);
        Assert.Equal(2 * filled.GatewayRestarts, twice.GatewayRestarts);
        Assert.Equal(2 * filled.Generator!.Gc.Gen2, twice.Generator!.Gc.Gen2);
        Assert.Equal(filled.Telemetry! with { AllocatedMB = 2 * filled.Telemetry.AllocatedMB }, twice.Telemetry);
    }

    [Fact]
    public void Of_PartsWithoutTelemetry_AddNone()
    {
        RunResult with = Filled.Run, without = with with { Telemetry = null };

        Assert.Null(RunJoin.Of(without, without).Telemetry);
        Assert.Null(ConcurrentJoin.Of(without, without).Telemetry);
        Assert.Equal(with.Telemetry!.AllocatedMB, RunJoin.Of(without, with).Telemetry!.AllocatedMB);
    }

    private static RunResult Part(double seconds, long scheduled, double errorRate, double cpu, long events, double bytesEach)
    {
        RequestFigures requests = new()
        {
            Scheduled = scheduled,
            RatePerSecond = scheduled / seconds,
            ErrorRate = errorRate,
            ByOutcome = new Dictionary<string, long> { ["completed"] = scheduled },
        };
        return Filled.Run with
        {
            Id = "one",
            DurationSeconds = seconds,
            RecordedSeconds = seconds,
            Requests = requests,
            Streams = new StreamFigures { Events = events },
            Groups = new Dictionary<string, GroupFigures> { ["chat"] = new() { Requests = requests } },
            Generator = new ProcessFigures { CpuPercent = cpu, AllocatedBytesPerEvent = bytesEach },
        };
    }
}
