using System.Text.Json.Nodes;
using HotPath.Analysis.Results;

namespace HotPath.Gate.Soak.Reading;

/// <summary>One run as it is compared.</summary>
/// <param name="Folder">As the user named it.</param>
/// <param name="Run">Its <c>run.json</c>.</param>
/// <param name="Scenario">Its <c>scenario.json</c>; null where there is none that is JSON.</param>
/// <param name="Figures">By the name of the figure; without those that the run has not.</param>
/// <param name="Problems">Why nothing can be said of it, a sentence each; empty for a run that can be compared.</param>
/// <param name="Remarks">What else is missing or damaged.</param>
internal sealed record SoakReading(
    string Folder,
    RunResult Run,
    JsonNode? Scenario,
    IReadOnlyDictionary<string, FigureValue> Figures,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Remarks);
