using System.Text;
using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.EndToEnd.Tests.Gate.Soak;

/// <summary>A result folder as a run would have left it, with latencies that are known.</summary>
internal sealed record SimulatedRun
{
    private const int RequestsASecond = 50;
    private const double Spread = 0.2; // of the logarithms

    public required int Seed { get; init; }

    public DateTimeOffset StartedAt { get; init; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public int Seconds { get; init; } = 150;

    /// <summary>What every latency is multiplied with.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>By what share latencies rise from the beginning to the end.</summary>
    public double Drift { get; init; }

    public double ErrorRate { get; init; }

    public string Processor { get; init; } = "Simulated 3000";

    public string Version { get; init; } = "1.0.0";

    public string Scenario { get; init; } = """{ "name": "chat", "load": { "rate": "50/s" } }""";

    public string Verdict { get; init; } = "pass";

    public bool IsComplete { get; init; } = true;

    public double AllocatedBytesPerEvent { get; init; } = 120;

    public string WriteTo(string path)
    {
        Random random = new(Seed);
        double ofThisRun = Factor * Math.Exp(0.005 * Normal(random)); // runs differ by half a percent
        using ResultFolder folder = ResultFolder.Create(path);
        folder.WriteScenario(Encoding.UTF8.GetBytes(Scenario));
        LatencyRecorder recorder = new();
        HistogramSnapshot snapshot = new();
        using (LatencyLog log = new(folder, StartedAt, "simulated"))
        {
            for (int second = 0; second < Seconds; second++)
            {
                double factor = ofThisRun * (1 + (Drift * second / Seconds));
                foreach ((string name, double milliseconds, int count) in ((string, double, int)[])[("ttft", 80, RequestsASecond), ("gap", 20, 20 * RequestsASecond), ("e2e", 500, RequestsASecond)])
                {
                    for (int i = 0; i < count; i++) recorder.Record((long)(1e6 * milliseconds * factor * Math.Exp(Spread * Normal(random))));
                    recorder.TakeInterval(snapshot);
                    log.Write(name, TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(1), snapshot);
                }

                log.EndInterval();
                folder.Append(new IntervalResult { StartSeconds = second, LengthSeconds = 1 });
            }
        }

        folder.WriteRun(Result(random));
        return path;
    }

    private RunResult Result(Random random) => new()
    {
        Id = $"simulated-{Seed}",
        Scenario = "chat",
        Seed = Seed,
        StartedAt = StartedAt,
        DurationSeconds = Seconds,
        Topology = "embedded",
        Environment = new RunEnvironment
        {
            Version = Version,
            OperatingSystem = "Simulated Linux",
            Architecture = "X64",
            Processor = Processor,
            ProcessorCount = 4,
            MemoryMB = 8_192,
            Runtime = ".NET 10.0.0",
            GarbageCollector = "server, concurrent",
            Command = "run chat",
        },
        Complete = IsComplete,
        Verdict = IsComplete ? Verdict : null,
        ExitCode = IsComplete ? 0 : null,
        Reasons = Verdict == "void" ? ["the generator was late"] : [],
        Requests = new RequestFigures { Scheduled = Seconds * RequestsASecond, Finished = Seconds * RequestsASecond, RatePerSecond = RequestsASecond * (1 + (0.001 * Normal(random))), ErrorRate = ErrorRate },
        Generator = new ProcessFigures { AllocatedBytesPerEvent = AllocatedBytesPerEvent * (1 + (0.001 * Normal(random))), HeapSlopeMBPerHour = 3_000 * Normal(random) },
    };

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
