using System.Globalization;
using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Gateway;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.EndToEnd.Tests.Soak;

/// <summary>A whole run against a gateway with faults: what the scenario file asks for is what the result folder holds.</summary>
public sealed class FaultyRunTests : IDisposable
{
    private const int Seed = 12;
    private const int Requests = 300;
    private const double DelayMs = 400;
    private const double PauseMs = 500;

    private const string Json = """
        {
          "name": "faulty",
          "load": { "warmUp": "500ms", "stages": [ { "for": "3s", "rate": "100/s" } ] },
          "workload": [ { "name": "chat" } ],
          "gateway": {
            "ttft": "constant(2ms)", "itl": "constant(1ms)", "tokens": "uniform(5, 30)",
            "faults": {
              "delay": { "share": 0.2, "by": "400ms" }, "pause": { "share": 0.1, "afterTokens": 3, "for": "500ms" },
              "inBandError": { "share": 0.1 }, "malformed": { "share": 0.05 }, "cut": { "share": 0.05, "clean": true },
              "lose": { "share": 0.05 }, "repeat": { "share": 0.05 }, "reorder": { "share": 0.05 }, "alter": { "share": 0.05 },
              "wrongUsage": { "share": 0.1, "by": 2 }
            }
          }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_FaultsInTheScenario_AreInTheResultsByTheirNames()
    {
        string file = _folder.AddFile("faulty.json", Json);
        string results = _folder.NewPath("results");

        (int exitCode, _, _) = await SoakProcess.RunAsync("run", file, "--seed", Seed.ToString(CultureInfo.InvariantCulture), "--out", results);

        RunResult run = ResultReader.Read(results).Run;
        (ILookup<FaultKind?, long> injected, int delayed) = Injected(ScenarioReader.Read(File.ReadAllBytes(file), file, ThresholdParser.ProblemOf).Scenario!.Gateway);
        Judged.Fail(run, exitCode);
        Assert.Equal(Requests, run.Requests.Finished);
        Assert.Equal(
            (Count(FaultKind.Lose), Count(FaultKind.Repeat), Count(FaultKind.Reorder), Count(FaultKind.Alter), Count(FaultKind.WrongUsage)),
            (run.Integrity.Lost, run.Integrity.Repeated, run.Integrity.Reordered, run.Integrity.Altered, run.Integrity.WrongUsage));
        Assert.Equal(Count(FaultKind.InBandError), run.Requests.ByOutcome["inBandError"]);
        Assert.Equal(Count(FaultKind.Malformed), run.Requests.ByOutcome["malformed"]);
        Assert.Equal(Count(FaultKind.Cut), run.Requests.ByOutcome["truncated"]);
        Assert.Equal(
            Count(FaultKind.Lose) + Count(FaultKind.Repeat) + Count(FaultKind.Reorder) + Count(FaultKind.Alter) + Count(FaultKind.WrongUsage),
            run.Requests.ByOutcome["corrupt"]);
        Assert.Equal(Count(null) + Count(FaultKind.Pause), run.Requests.ByOutcome["completed"]);
        Assert.True(run.Integrity.GatewayAgrees, string.Join("; ", run.Integrity.Differences ?? []));
        Assert.Contains(run.Reasons, reason => reason.StartsWith($"{run.Integrity.WrongUsage} answers said another usage", StringComparison.Ordinal));

        // Nothing comes before its time, so at least as many are late as were put off. Of a gap the first end may have been read late: not of most.
        Assert.InRange(CountAbove("ttft", DelayMs), delayed, Requests);
        Assert.InRange(CountAbove("e2e", PauseMs), Count(FaultKind.Pause), Requests);
        Assert.InRange(CountAbove("stall", PauseMs / 2), Count(FaultKind.Pause) / 2, Requests);
        Assert.All(Enum.GetValues<FaultKind>().Where(kind => kind <= FaultKind.WrongUsage), kind => Assert.NotEqual(0, Count(kind)));

        long Count(FaultKind? kind) => injected[kind].Count();

        long CountAbove(string metric, double milliseconds)
        {
            const double NanosecondsPerMs = 1e6;
            using HistogramLogReader log = new(File.OpenRead(Path.Combine(results, ResultFileNames.LatencyLog)));
            HistogramSnapshot all = new();
            foreach (HistogramLogEntry entry in log.ReadToEnd().Where(entry => entry.Tag == metric)) all.Add(entry.Snapshot);
            return all.Count - all.CountAtOrBelow((long)((milliseconds - 1) * NanosecondsPerMs)); // a bucket holds a thousandth, and the clocks of two processes differ less
        }
    }

    private static (ILookup<FaultKind?, long> Faults, int Delayed) Injected(GatewaySettings settings)
    {
        long[] seeds = [.. Enumerable.Range(0, Requests).Select(number => RequestDraw.SeedAt(Seed, number))];
        return (
            seeds.ToLookup(seed => new StreamPlan(settings, settings.Faults, seed, maxTokens: null).Fault.Kind),
            seeds.Count(seed => StreamPlan.IsDelayed(settings.Faults, seed)));
    }
}
