using System.Text.Json;

namespace HotPath.EndToEnd.Tests.Gate.Soak;

public sealed class SoakCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _runs;

    [Fact]
    public void Soak_SameCode_PassesAndSaysItEverywhere()
    {
        string written = Path.Combine(_folder.FullName, "gate");

        GateRun gate = Compare(Interleaved(pairs: 3), "--out", written);

        Assert.True(gate.ExitCode == 0, gate.Output + gate.Error);
        Assert.Contains("pass: ", gate.Output, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(written, "gate.json")));
        Assert.Equal("pass", json.RootElement.GetProperty("outcome").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("pairs").GetInt32());
        JsonElement[] figures = [.. json.RootElement.GetProperty("figures").EnumerateArray()];
        Assert.Contains("gap.p999", figures.Select(figure => figure.GetProperty("name").GetString()));
        Assert.DoesNotContain("ttft.p99", figures.Select(figure => figure.GetProperty("name").GetString())); // 75 values beyond it
        Assert.All(figures, figure => Assert.Equal("same", figure.GetProperty("verdict").GetString()));
        Assert.Contains("not compared, for fewer than 100 values", gate.Output, StringComparison.Ordinal);
        Assert.Contains("leaks are not compared", gate.Output, StringComparison.Ordinal);
        Assert.StartsWith("## Soak: pass", File.ReadAllText(Path.Combine(written, "gate.md")), StringComparison.Ordinal);
        Assert.Contains("PASS", File.ReadAllText(Path.Combine(written, "gate.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Soak_HeadIsSlower_FailsAndNamesWhat()
    {
        GateRun gate = Compare(Interleaved(pairs: 3, head: run => run with { Factor = 1.15 }));

        Assert.True(gate.ExitCode == 1, gate.Output + gate.Error);
        Assert.Contains("regressed: ttft.p50: +1", gate.Output, StringComparison.Ordinal);
        Assert.Contains("regressed: e2e.p90: +1", gate.Output, StringComparison.Ordinal);
        Assert.Contains("FAIL: ", gate.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Soak_HeadIsFaster_IsImprovedAndPasses()
    {
        GateRun gate = Compare(Interleaved(pairs: 3, head: run => run with { Factor = 0.8 }));

        Assert.True(gate.ExitCode == 0, gate.Output + gate.Error);
        Assert.Contains("improved: ttft.p50: -2", gate.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Soak_HeadHasErrors_Fails()
    {
        GateRun gate = Compare(Interleaved(pairs: 3, head: run => run with { ErrorRate = 0.02 }));

        Assert.True(gate.ExitCode == 1, gate.Output + gate.Error);
        Assert.Contains("regressed: errors.rate: +0.02", gate.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Soak_HeadAllocatesMore_Fails()
    {
        GateRun gate = Compare(Interleaved(pairs: 3, head: run => run with { AllocatedBytesPerEvent = 140 }));

        Assert.True(gate.ExitCode == 1, gate.Output + gate.Error);
        Assert.Contains("regressed: generator.allocatedBytesPerEvent: +1", gate.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("regressed: ttft", gate.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Soak_SlowerByFarButOnlyTwoPairs_CannotSay()
    {
        GateRun gate = Compare(Interleaved(pairs: 2, head: run => run with { Factor = 2 }));

        Assert.Equal(3, gate.ExitCode);
        Assert.Contains("next to each other in time: 2, and 3 are needed", gate.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("regressed", gate.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Soak_AllOfBaseBeforeAllOfHead_CannotSay()
    {
        string[] before = [.. Enumerable.Range(0, 3).Select(_ => Run(run => run))];
        string[] now = [.. Enumerable.Range(0, 3).Select(_ => Run(run => run with { Factor = 2 }))];

        GateRun gate = Compare((before, now));

        Assert.Equal(3, gate.ExitCode);
        Assert.Contains("the runs are not interleaved", gate.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Incomparable => new()
    {
        { "void", "is void: the generator was late" },
        { "killed", "is not complete" },
        { "processor", "differ in processor: Other 4000 and Simulated 3000" },
        { "scenario", "scenario.json: load.rate is \"60/s\" and \"50/s\"" },
        { "member", "run-6' has load.arrival, \"poisson\"" },
        { "member of a later version", "run-6' has load.arrival, \"poisson\"; 2.0.0 says its defaults, and 1.0.0 may not have known this one: record both with one version" },
        { "shorter", "differ in length: 130 s and 150 s" },
        { "drift", "did not stay the same: the median" },
        { "overlap", "was begun while" },
        { "no log", "has no end-to-end latencies" },
        { "no scenario", "scenario.json: one has none that can be read" },
        { "no intervals", "has no intervals" },
        { "damaged scenario", "scenario.json: one has none that can be read" },
    };

    [Theory]
    [MemberData(nameof(Incomparable))]
    public void Soak_RunThatCannotBeHeldAgainstTheOthers_CannotSayAndSaysWhy(string kind, string reason)
    {
        (string[] before, string[] now) = Interleaved(pairs: 3, head: run => _runs < 6 ? run : kind switch
        {
            "void" => run with { Verdict = "void" },
            "killed" => run with { IsComplete = false },
            "processor" => run with { Processor = "Other 4000" },
            "scenario" => run with { Scenario = run.Scenario.Replace("50", "60", StringComparison.Ordinal) },
            "member" => run with { Scenario = run.Scenario.Replace("{ \"rate\"", "{ \"arrival\": \"poisson\", \"rate\"", StringComparison.Ordinal) },
            "member of a later version" => run with { Version = "2.0.0", Scenario = run.Scenario.Replace("{ \"rate\"", "{ \"arrival\": \"poisson\", \"rate\"", StringComparison.Ordinal) },
            "shorter" => run with { Seconds = 130 },
            "drift" => run with { Drift = 0.5 },
            "overlap" => run with { StartedAt = run.StartedAt.AddMinutes(-4) },
            _ => run,
        });
        string last = now[^1];
        if (kind == "no log") File.Delete(Path.Combine(last, "latency.hlog"));
        if (kind == "no scenario") File.Delete(Path.Combine(last, "scenario.json"));
        if (kind == "no intervals") File.Delete(Path.Combine(last, "intervals.ndjson"));
        if (kind == "damaged scenario") File.WriteAllText(Path.Combine(last, "scenario.json"), "{ \"name\": ");

        GateRun gate = Compare((before, now));

        Assert.True(gate.ExitCode == 3, gate.Output + gate.Error);
        Assert.Contains(reason, gate.Output, StringComparison.Ordinal);
        Assert.Contains("CANNOT SAY", gate.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Soak_RunsOfHalfAMinute_CannotSay()
    {
        GateRun gate = Compare(Interleaved(pairs: 3, all: run => run with { Seconds = 30 }));

        Assert.Equal(3, gate.ExitCode);
        Assert.Contains("has 3 slices of 10 s, and 12 are needed: run it for 2 minutes or longer", gate.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Soak_LogEndsInMidLine_IsComparedAndRemarked()
    {
        (string[] before, string[] now) = Interleaved(pairs: 3);
        string log = Path.Combine(now[0], "latency.hlog");
        File.WriteAllText(log, File.ReadAllText(log)[..^40]);

        GateRun gate = Compare((before, now));

        Assert.True(gate.ExitCode == 0, gate.Output + gate.Error);
        Assert.Contains("ends in mid-line", gate.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "truncated", "is not JSON" },
        { "empty", "is not JSON" },
        { "other schema", "has schemaVersion 99" },
        { "no schema", "has no schemaVersion" },
        { "NaN", "is not JSON" },
        { "text for a number", "does not have the shape" },
        { "list", "has no schemaVersion" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Soak_DamagedRun_IsBadInput(string kind, string reason)
    {
        string good = Run(run => run with { Seconds = 5 }), bad = Run(run => run with { Seconds = 5 });
        string path = Path.Combine(bad, "run.json");
        string text = File.ReadAllText(path);
        File.WriteAllText(path, kind switch
        {
            "truncated" => text[..(text.Length / 2)],
            "empty" => "",
            "other schema" => text.Replace("\"schemaVersion\": 1", "\"schemaVersion\": 99", StringComparison.Ordinal),
            "no schema" => text.Replace("schemaVersion", "version", StringComparison.Ordinal),
            "NaN" => text.Replace("\"durationSeconds\": 5", "\"durationSeconds\": NaN", StringComparison.Ordinal),
            "text for a number" => text.Replace("\"durationSeconds\": 5", "\"durationSeconds\": \"5\"", StringComparison.Ordinal),
            _ => "[]",
        });

        GateRun gate = Compare(([good], [bad]));

        Assert.True(gate.ExitCode == 2, gate.Output + gate.Error);
        Assert.Contains(reason, gate.Error, StringComparison.Ordinal);
        Assert.Empty(gate.Output);
    }

    public void Dispose() => _folder.Dispose();

    private static GateRun Compare((string[] Base, string[] Head) sides, params string[] more) =>
        GateRun.Of(["soak", "--base", .. sides.Base, "--head", .. sides.Head, .. more]);

    private (string[] Base, string[] Head) Interleaved(int pairs, Func<SimulatedRun, SimulatedRun>? head = null, Func<SimulatedRun, SimulatedRun>? all = null)
    {
        List<string> before = [], now = [];
        for (int i = 0; i < pairs; i++)
        {
            before.Add(Run(all ?? (run => run)));
            now.Add(Run(run => (head ?? (same => same))((all ?? (same => same))(run))));
        }

        return ([.. before], [.. now]);
    }

    /// <summary>Five minutes after the one before.</summary>
    private string Run(Func<SimulatedRun, SimulatedRun> change)
    {
        _runs++;
        SimulatedRun run = new() { Seed = _runs };
        return change(run with { StartedAt = run.StartedAt.AddMinutes(5 * _runs) }).WriteTo(Path.Combine(_folder.FullName, $"run-{_runs}"));
    }
}
