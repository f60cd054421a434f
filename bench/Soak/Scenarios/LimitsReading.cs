namespace HotPath.Soak.Scenarios;

/// <param name="Limits">Null when there is any problem.</param>
/// <param name="Problems">Every problem, in the order of the text.</param>
internal sealed record LimitsReading(IReadOnlyList<LimitSettings>? Limits, IReadOnlyList<ScenarioProblem> Problems);
