namespace HotPath.Soak.Scenarios;

/// <param name="Settings">Null when there is any problem.</param>
/// <param name="Problems">Every problem, in the order of the text.</param>
internal sealed record UpstreamReading(UpstreamSettings? Settings, IReadOnlyList<ScenarioProblem> Problems);

/// <param name="Order">Null when there is any problem.</param>
/// <param name="Problems">Every problem, in the order of the text.</param>
internal sealed record CacheOrderReading(CacheOrder? Order, IReadOnlyList<ScenarioProblem> Problems);

/// <summary>What shall become of a cache while it is in use.</summary>
/// <param name="Clear">Forget every answer.</param>
/// <param name="Settings">Null: no cache.</param>
internal sealed record CacheOrder(bool Clear, CacheSettings? Settings);
