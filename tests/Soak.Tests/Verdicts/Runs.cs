using HotPath.Analysis.Results;

namespace HotPath.Soak.Tests.Verdicts;

/// <summary>Runs to be judged.</summary>
internal static class Runs
{
    /// <summary>One in which nothing is amiss.</summary>
    public static RunResult Sound { get; } = new()
    {
        Id = "run",
        Scenario = "chat",
        Seed = 1,
        StartedAt = DateTimeOffset.UnixEpoch,
        DurationSeconds = 30,
        Topology = "embedded",
        Environment = new RunEnvironment
        {
            Version = "0",
            OperatingSystem = "os",
            Architecture = "X64",
            ProcessorCount = 2,
            MemoryMB = 1,
            Runtime = ".NET",
            GarbageCollector = "workstation",
            Command = "run",
        },
        Complete = true,
        Requests = new RequestFigures
        {
            Scheduled = 1_000,
            Started = 1_000,
            Finished = 1_000,
            RatePerSecond = 50,
            ErrorRate = 3 / 1_000.0,
            ByOutcome = new Dictionary<string, long> { ["completed"] = 997, ["timeout"] = 3 },
            ByStatus = new Dictionary<string, long> { ["200"] = 990, ["429"] = 10 },
        },
        Integrity = new IntegrityFigures { Verified = 997, GatewayAgrees = true },
        Latency = new LatencyFigures
        {
            ScheduleLag = new LatencySummary { Count = 1_000, P99 = 1 },
            Ttft = new LatencySummary { Count = 997, P99 = 800, Mean = 100.5 },
        },
        Groups = new Dictionary<string, GroupFigures>
        {
            ["chat"] = new()
            {
                E2e = new LatencySummary { Count = 10, P95 = 3_000 },
                Requests = new RequestFigures
                {
                    NotStarted = 4,
                    ByStatus = new Dictionary<string, long> { ["503"] = 2 },
                    ByOutcome = new Dictionary<string, long> { ["truncated"] = 5 },
                },
            },
        },
        Generator = new ProcessFigures { CpuPercent = 60, Gc = new GcFigures { PausePercent = 0.4 }, HeapSlopeMBPerHour = -0.5 },
    };
}
