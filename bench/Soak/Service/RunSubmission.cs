using System.Text;
using System.Text.Json;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Traces;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Service;

/// <summary>The body of <c>POST /api/runs</c>.</summary>
internal sealed record RunSubmission
{
    /// <summary>A built-in scenario's name, or a scenario as an object.</summary>
    public JsonElement Scenario { get; init; }

    public string? Duration { get; init; }

    public string? Target { get; init; }

    public JsonElement Rate { get; init; }

    public int? Requests { get; init; }

    public IReadOnlyList<string> Thresholds { get; init; } = [];

    /// <returns>The scenario as it is to run, or null and every problem.</returns>
    public Scenario? Read(List<string> problems)
    {
        ScenarioOverrides overrides = new(ReadTarget(problems), ReadDuration(problems), ReadRate(problems), Users: null, Requests, Thresholds);
        problems.AddRange(overrides.Validate());
        Scenario? scenario = ReadScenario(problems);
        if (scenario is null) return null;

        string[] groups = [.. scenario.Workload.Select(group => group.Name)];
        foreach (string? threshold in Thresholds)
        {
            if (threshold is null) problems.Add("thresholds holds a null; each must be a text.");
            else if ((ThresholdParser.ProblemOf(threshold, groups) ?? RecordedFigures.Of(scenario).ProblemOf(threshold)) is { } problem) problems.Add($"thresholds: \"{threshold}\"; {problem}");
        }

        problems.AddRange(ScenarioSecrets.Problems(scenario));
        problems.AddRange(TargetTls.Problems(scenario.Target.Tls));
        return problems.Count == 0 ? overrides.Apply(scenario) : null;
    }

    private Scenario? ReadScenario(List<string> problems)
    {
        byte[]? json = null;
        switch (Scenario.ValueKind)
        {
            case JsonValueKind.Object:
                json = Encoding.UTF8.GetBytes(Scenario.GetRawText());
                break;
            case JsonValueKind.String when BuiltInScenarios.TryRead(Scenario.GetString()!, out byte[]? builtIn):
                json = builtIn;
                break;
        }

        if (json is null)
        {
            problems.Add($"scenario must be a scenario object or the name of a built-in one: {string.Join(", ", BuiltInScenarios.Names)}.");
            return null;
        }

        ScenarioReading reading = ScenarioReader.Read(json, "scenario", ThresholdParser.ProblemOf);
        problems.AddRange(reading.Problems.Select(problem => problem.ToString()));
        return reading.Scenario is { } scenario ? BodyFiles.Load(TraceFile.Load(scenario, Environment.CurrentDirectory, problems), Environment.CurrentDirectory, problems) : null;
    }

    private Uri? ReadTarget(List<string> problems)
    {
        if (Target is null) return null;
        if (TargetUrl.TryParse(Target, out Uri? url, out string? problem)) return url;

        problems.Add($"target is '{Target}'; {problem}.");
        return null;
    }

    private TimeSpan? ReadDuration(List<string> problems)
    {
        if (Duration is null) return null;
        if (DurationText.TryParse(Duration, out TimeSpan value, out string? problem)) return value;

        problems.Add($"duration is '{Duration}'; {problem}.");
        return null;
    }

    private double? ReadRate(List<string> problems)
    {
        if (Rate.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;

        string text = Rate.ValueKind == JsonValueKind.String ? Rate.GetString()! : Rate.GetRawText();
        if (RateText.TryParse(text, out double value, out string? problem)) return value;

        problems.Add($"rate is '{text}'; {problem}.");
        return null;
    }
}
