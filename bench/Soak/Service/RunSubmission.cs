using System.Text;
using System.Text.Json;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Parts;
using HotPath.Soak.Scenarios.Shapes;
using HotPath.Soak.Scenarios.Traces;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Service;

/// <summary>The body of <c>POST /api/runs</c>: a scenario, and what of it is to be otherwise. A member that is null is left out.</summary>
internal static class RunSubmission
{
    private const string Source = "body";

    /// <summary>As <see cref="DocumentReader"/> reads.</summary>
    private static readonly JsonDocumentOptions Json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly TextShape AnyRate = Terms.Rate("Requests a second, instead of the scenario's load.");

    private static readonly ObjectShape Shape = new(
        "A run.",
        [
            new("scenario", new ScenarioOrNameShape("A scenario object, or the name of a built-in one.")) { Required = true },
            new("duration", Terms.Duration("The measured time.", otherwise: null)),
            new("target", new TextShape("The gateway to load.")
            {
                Expectation = TargetUrl.Expectation,
                ProblemOf = text => TargetUrl.TryParse(text, out _, out string? problem) ? null : problem,
            }),
            new("rate", AnyRate with
            {
                ProblemOf = text => AnyRate.ProblemOf!(text) ?? (RateText.TryParse(text, out double perSecond, out _) && perSecond > 0 ? null : "it must be above 0 requests a second"),
            }),
            new("requests", new NumberShape("After so many the load ends.", 1, LoadPart.MostRequests) { IsWhole = true, Unit = " requests" }),
            new("thresholds", new ListShape("Limits beside the scenario's own.", new TextShape("A limit."))),
        ]);

    /// <returns>The scenario as it is to run, or null and every problem.</returns>
    public static Scenario? Read(ReadOnlyMemory<byte> body, List<string> problems)
    {
        if (body.Span.StartsWith(Encoding.UTF8.Preamble)) body = body[Encoding.UTF8.Preamble.Length..]; // of the two readers one would not take it
        ProblemList found = new(Source);
        DocumentValue? document = DocumentReader.Read(body.Span, found);
        bool isJson = found.Count == 0;
        document?.Members.RemoveAll(member => member.Value.Kind is JsonValueKind.Null);
        if (document is not null) Shape.Check(document, found);
        problems.AddRange(found.InOrder().Select(problem => problem.ToString()));
        Scenario? scenario = isJson ? ReadScenario(body, document?["scenario"], problems) : null;
        return scenario is null ? null : Overridden(scenario, new CheckedObject(document), problems);
    }

    private static Scenario? Overridden(Scenario scenario, CheckedObject run, List<string> problems)
    {
        string[] groups = [.. scenario.Workload.Select(group => group.Name)];
        string[] thresholds = [.. run.Items("thresholds").Where(threshold => threshold.Kind is JsonValueKind.String).Select(threshold => threshold.Text)];
        foreach (string threshold in thresholds)
        {
            if ((ThresholdParser.ProblemOf(threshold, groups) ?? RecordedFigures.Of(scenario).ProblemOf(threshold)) is { } problem) problems.Add($"thresholds: \"{threshold}\"; {problem}");
        }

        problems.AddRange(ScenarioSecrets.Problems(scenario));
        Uri? target = run.Text("target") is { } text && TargetUrl.TryParse(text, out Uri? url, out _) ? url : null;
        problems.AddRange(TargetTls.Problems(scenario.Target, target ?? scenario.Url));
        if (problems.Count > 0) return null;

        return new ScenarioOverrides(target, run.Duration("duration"), run.Rate("rate"), Users: null, run.Whole("requests"), thresholds).Apply(scenario);
    }

    /// <returns>Null where it has a problem, or is none: that is said already.</returns>
    private static Scenario? ReadScenario(ReadOnlyMemory<byte> body, DocumentValue? given, List<string> problems)
    {
        if (JsonOf(body, given) is not { } json) return null;

        ScenarioReading reading = ScenarioReader.Read(json, "scenario", ThresholdParser.ProblemOf);
        problems.AddRange(reading.Problems.Select(problem => problem.ToString()));
        return reading.Scenario is { } scenario ? BodyFiles.Load(TraceFile.Load(scenario, Environment.CurrentDirectory, problems), Environment.CurrentDirectory, problems) : null;
    }

    private static byte[]? JsonOf(ReadOnlyMemory<byte> body, DocumentValue? given)
    {
        switch (given?.Kind)
        {
            case JsonValueKind.Object:
                using (JsonDocument document = JsonDocument.Parse(body, Json)) return Encoding.UTF8.GetBytes(document.RootElement.GetProperty("scenario").GetRawText());
            case JsonValueKind.String:
                return BuiltInScenarios.TryRead(given.Text, out byte[]? builtIn) ? builtIn : null;
            default:
                return null;
        }
    }
}
