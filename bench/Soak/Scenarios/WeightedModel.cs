namespace HotPath.Soak.Scenarios;

/// <summary>A model with its share of a group's requests.</summary>
/// <param name="Name">As it is asked for.</param>
/// <param name="Weight">Against the sum of the group's; at least 1.</param>
internal sealed record WeightedModel(string Name, int Weight);
