namespace HotPath.Soak.Scenarios;

/// <param name="Settings">Null when there is any problem.</param>
/// <param name="Problems">Every problem, in the order of the file.</param>
internal sealed record GatewayReading(GatewaySettings? Settings, IReadOnlyList<ScenarioProblem> Problems);
