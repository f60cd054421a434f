using HotPath.Analysis.Results;

namespace HotPath.Soak.Tests.Reports;

/// <summary>Runs with figures as a real one has them.</summary>
internal static class SampleRuns
{
    /// <summary>Control characters, table cells, code spans, HTML, and a line that reads backwards.</summary>
    public const string HostileName = "a|b`c``d\n# e\r\n\u001b[31mred\u001b]0;title\u0007 <b>&amp;</b> \u202ebackwards\u009b2J\u0085end\u2028.";

    public static RunResult Passed => new()
    {
        Id = "20260102T030405Z-streaming-soak",
        Scenario = "streaming-soak",
        Seed = 42,
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        DurationSeconds = 30,
        Topology = "embedded",
        Environment = Environment,
        Complete = true,
        Verdict = "pass",
        ExitCode = 0,
        WarmUp = new WarmUpFigures(150),
        Thresholds =
        [
            new ThresholdResult("errors.rate < 1%", 0.1333, true),
            new ThresholdResult("ttft.p99 < 800ms", 211.4, true),
            new ThresholdResult("group(chat-short).e2e.p95 < 3s", 2.2512, true),
            new ThresholdResult("corrupt == 0", 0, true),
        ],
        Requests = new RequestFigures
        {
            Scheduled = 1_500,
            Started = 1_500,
            Finished = 1_500,
            RatePerSecond = 50,
            ErrorRate = 2 / 1_500.0,
            Errors = new ErrorFigures(),
            ByOutcome = new Dictionary<string, long> { ["completed"] = 1_498, ["truncated"] = 0, ["rateLimited"] = 2 },
            ByStatus = new Dictionary<string, long> { ["200"] = 1_498, ["429"] = 2 },
        },
        Streams = new StreamFigures
        {
            Opened = 1_498, Completed = 1_498, Events = 122_846, Tokens = 119_850, Bytes = 25_480_123, OpenPeak = 104,
        },
        Integrity = new IntegrityFigures { Verified = 1_498, GatewayAgrees = true },
        Latency = Latency,
        Groups = new Dictionary<string, GroupFigures>
        {
            ["chat-short"] = Group(finished: 1_200, Summary(1_198, 82.3, 209), Summary(1_198, 1_690, 2_251)),
            ["chat-long"] = Group(finished: 300, Summary(300, 84.1, 214), Summary(300, 2_410, 4_120)) with
            {
                Connections = new GroupConnectionFigures { Opened = 104, Reused = 196, PerRequest = 0.3467, ClosedByPeer = 6 },
                Tls = Handshakes with { CpuShare = null },
                TlsFull = Summary(64, 4.2, 9.8),
                TlsResumed = Summary(40, 2.1, 3.3),
            },
        },
        Connections = new ConnectionFigures
        {
            Opened = 104, Reused = 1_396, OpenPeak = 104, Open = 80, PerRequest = 0.0693, ChurnPerSecond = 3.467, ClosedByPeer = 6, WaitingPeak = 3,
            Closed = new ConnectionEndFigures { Fin = 3, Reset = 1, Asked = 2, Idle = 4, Lifetime = 5, AfterRequests = 6, Error = 1, Timeout = 1, GivenUp = 1 },
            SocketsAllowed = 19_900, OpenFilesLimit = 20_000, Ports = 28_232, PortsLeft = 28_140, TimeWaitPeak = 12,
            ByState = new Dictionary<string, long> { ["established"] = 80, ["timeWait"] = 12 },
            AgeSeconds = new ValueSummary { Count = 24, Min = 0.2, Mean = 9, P50 = 8.2, P90 = 14, P99 = 15, Max = 15.2 },
            RequestsEach = new ValueSummary { Count = 24, Min = 1, Mean = 12, P50 = 13, P90 = 20, P99 = 25, Max = 25 },
        },
        Tls = Handshakes,
        Generator = Process(cpuPercent: 18.4, perEvent: 12.25, rssMB: 81.3),
        Gateway = new GatewayFigures(Process(cpuPercent: 22.7, perEvent: null, rssMB: 96))
        {
            Pacing = new PacingFigures { Late = Summary(63_000, 0.62, 4.1), Ttft = Summary(1_500, 80.2, 84), Gap = Summary(61_500, 20, 22.5), Coalesced = 12, CoalescedShare = 0.0004, Held = 3 },
        },
    };

    private static TlsFigures Handshakes => new()
    {
        Full = 64, Resumed = 40, ResumedShare = 40 / 104.0, CpuMsPerHandshake = 1.1, CpuMsPerFull = 1.4, CpuMsPerResumed = 0.62, CpuShare = 0.021,
        Protocols = new Dictionary<string, long> { ["1.2"] = 4, ["1.3"] = 100 },
        Ciphers = new Dictionary<string, long> { ["TLS_AES_256_GCM_SHA384"] = 104 },
        Failed = 2,
        Failures = new Dictionary<string, long> { ["peerClosed"] = 2 },
    };

    public static RunResult Failed => Passed with
    {
        Verdict = "fail",
        ExitCode = 1,
        StoppedEarly = true,
        DurationSeconds = 12.5,
        Reasons =
        [
            "3 streams were corrupt: the text that came is not the text that the simulated gateway sent for their seeds, so something between changes it",
            "ttft.p99 < 800ms: measured 1320.5 ms",
        ],
        Thresholds =
        [
            new ThresholdResult("ttft.p99 < 800ms", 1_320.5, false),
            new ThresholdResult("tlsFull.p99 < 20ms", null, false),
            new ThresholdResult("truncated == 0", 0, true),
            new ThresholdResult("corrupt == 0", 3, false),
        ],
        Streams = Passed.Streams with { Corrupt = 3, Completed = 1_495 },
        Integrity = new IntegrityFigures { Verified = 1_495, Lost = 1, Altered = 2, GatewayAgrees = false },
    };

    public static RunResult Void => Passed with
    {
        Verdict = "void",
        ExitCode = 3,
        Reasons = ["the generator was late: scheduleLag.p99 is 41.2 ms, more than a tenth of ttft.p50"],
    };

    /// <summary>Of two workers, one of which was killed.</summary>
    public static RunResult Merged => Passed with
    {
        Id = "20260102T030405Z-streaming-soak-merged",
        Topology = "distributed",
        Verdict = "void",
        ExitCode = 3,
        Complete = false,
        Reasons = ["The process of runner-b_5f0c3a9e4d2b4c6f8a7d1e0b9c8d7e6f ended before the run did; what was measured until then kept every limit. Run it again."],
        Workers =
        [
            Worker("runner-a_0a1b2c3d4e5f60718293a4b5c6d7e8f9", index: 0, behind: 0, seconds: 30, requests: 900) with { Complete = true, ClockOffsetSeconds = 0.0021 },
            Worker("runner-b_5f0c3a9e4d2b4c6f8a7d1e0b9c8d7e6f", index: 1, behind: 0.25, seconds: 20, requests: 600) with
            {
                Verdict = "void",
                Reasons = ["The run's own process ended before the run did; what was measured until then kept every limit. Run it again."],
                Remarks = ["intervals.ndjson ends in mid-line: the last interval is left out"],
            },
        ],
    };

    private static WorkerPart Worker(string node, int index, double behind, double seconds, long requests) => new()
    {
        Node = node, Index = index, Folder = node, StartedAt = Passed.StartedAt.AddSeconds(behind), ClockOffsetSeconds = -1.25, DurationSeconds = seconds, Seed = index + 1, MostUsers = 50,
        Requests = requests, RatePerSecond = requests / seconds, ErrorRate = 0.001, Streams = requests, OpenPeak = 48, TtftP99 = 91.25, CpuPercent = 18.4, ProcessorCount = 4, Verdict = "pass",
    };

    /// <summary>As a run is written when it starts, and for ever when it is killed then.</summary>
    public static RunResult Empty => new()
    {
        Id = "20260102T030405Z-empty",
        Scenario = "empty",
        Seed = 0,
        StartedAt = DateTimeOffset.UnixEpoch,
        DurationSeconds = 0,
        Topology = "embedded",
        Environment = Environment with { Processor = null },
        Latency = new LatencyFigures { Ttft = new LatencySummary() },
    };

    /// <summary>Every text that a user, a target or a damaged file can set.</summary>
    public static RunResult Hostile => Passed with
    {
        Id = HostileName,
        Scenario = HostileName,
        Topology = HostileName,
        Verdict = HostileName,
        Reasons = [HostileName],
        Thresholds = [new ThresholdResult(HostileName, 1, false), new ThresholdResult($"{HostileName} < 5{HostileName}", 1.5, true)],
        Requests = Passed.Requests with
        {
            ByOutcome = new Dictionary<string, long> { [HostileName] = 1 },
            ByStatus = new Dictionary<string, long> { [HostileName] = 1 },
        },
        Groups = new Dictionary<string, GroupFigures> { [HostileName] = Group(1, Summary(1, 1, 1), Summary(1, 1, 1)) },
        Workers = [Worker(HostileName, index: 0, behind: 0, seconds: 1, requests: 1) with { Folder = HostileName, Verdict = HostileName, Reasons = [HostileName], Remarks = [HostileName] }],
        Checks = InspectedRun.Hostile.Checks,
        By = InspectedRun.Hostile.By,
        Metrics = InspectedRun.Hostile.Metrics,
        Trends = InspectedRun.Hostile.Trends,
        Cost = InspectedRun.Hostile.Cost,
        Environment = new RunEnvironment
        {
            Version = HostileName,
            OperatingSystem = HostileName,
            Architecture = HostileName,
            Processor = HostileName,
            ProcessorCount = 1,
            MemoryMB = 1,
            Runtime = HostileName,
            GarbageCollector = HostileName,
            Target = HostileName,
            Command = HostileName,
        },
    };

    public static IReadOnlyList<IntervalResult> Intervals(int count) => [.. Enumerable.Range(0, count).Select(Interval)];

    public static IntervalResult Interval(int second) => new()
    {
        StartSeconds = second,
        LengthSeconds = 1,
        Requests = new RequestFigures
        {
            Scheduled = 50, Started = 50, Finished = 50, RatePerSecond = 50, ErrorRate = second % 10 == 3 ? 0.02 : 0,
        },
        OpenStreams = 90 + (second % 7),
        Latency = new LatencyFigures { Ttft = Summary(50, 80 + (second % 5), 190 + second), Itl = Summary(4_000, 20.1, 21.9) },
        Generator = new ProcessInterval { CpuPercent = 18 + (second % 3), RssMB = 79.5 },
        Gateway = new ProcessInterval { CpuPercent = 22, RssMB = 95 },
    };

    private static RunEnvironment Environment => new()
    {
        Version = "0.1.0+0123abc",
        OperatingSystem = "Example OS 1.0",
        Architecture = "X64",
        Processor = "Example CPU 3000",
        ProcessorCount = 8,
        MemoryMB = 16_384,
        Runtime = ".NET 10.0.0",
        GarbageCollector = "workstation, concurrent",
        Command = "hotpath-soak run streaming-soak --duration 30s --seed 42",
    };

    private static LatencyFigures Latency => new()
    {
        ScheduleLag = Summary(1_500, 0.061, 0.34),
        Connect = Summary(104, 0.112, 0.4),
        Headers = Summary(1_500, 1.12, 4.8),
        HeadersService = Summary(1_500, 1.02, 4.31),
        Ttft = Summary(1_498, 82.3, 211.4),
        TtftService = Summary(1_498, 82.2, 211.2),
        Gap = Summary(118_352, 20.1, 21.9),
        Itl = Summary(118_352, 20.1, 21.9),
        Stall = Summary(1_498, 22.4, 31.2),
        Tpot = Summary(1_498, 20.2, 20.9),
        E2e = Summary(1_498, 1_702, 2_530),
        E2eService = Summary(1_498, 1_701, 2_530),
    };

    private static LatencySummary Summary(long count, double p50, double p99) => new()
    {
        Count = count,
        Min = p50 / 2,
        Mean = p50 * 1.1,
        P10 = p50 * 0.7,
        P25 = p50 * 0.85,
        P50 = p50,
        P75 = p50 + ((p99 - p50) * 0.3),
        P90 = p50 + ((p99 - p50) * 0.6),
        P95 = p50 + ((p99 - p50) * 0.8),
        P99 = p99,
        P999 = p99 * 1.1,
        P9999 = p99 * 1.15,
        Max = p99 * 1.2,
    };

    private static GroupFigures Group(long finished, LatencySummary ttft, LatencySummary e2e) => new()
    {
        Requests = new RequestFigures { Finished = finished, RatePerSecond = finished / 30.0, Errors = new ErrorFigures() },
        Ttft = ttft,
        E2e = e2e,
    };

    private static ProcessFigures Process(double cpuPercent, double? perEvent, double rssMB) => new()
    {
        CpuPercent = cpuPercent,
        Gc = new GcFigures { Gen0 = 12, Gen1 = 3, Gen2 = 1, PauseMs = 4.12, PausePercent = 0.0137 },
        AllocatedBytesPerEvent = perEvent,
        AllocatedBytesPerRequest = perEvent * 82,
        HeapSlopeMBPerHour = -0.21,
        RssSlopeMBPerHour = 1.44,
        RssPeakMB = rssMB,
    };
}
