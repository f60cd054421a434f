namespace HotPath.Soak.Scenarios;

/// <param name="Scenario">Null when there is any problem.</param>
/// <param name="Problems">Every problem, in the order of the file.</param>
internal sealed record ScenarioReading(Scenario? Scenario, IReadOnlyList<ScenarioProblem> Problems);
