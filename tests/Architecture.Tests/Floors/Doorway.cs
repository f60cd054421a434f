namespace HotPath.Architecture.Tests.Floors;

/// <summary>The one direction in which two rooms of the same floor may see each other.</summary>
internal sealed record Doorway(string From, string To);
