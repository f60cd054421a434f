namespace HotPath.Architecture.Tests.Floors;

/// <summary>What a room may not name though it lies below or outside the house.</summary>
/// <param name="Namespace">With all namespaces below it.</param>
internal sealed record Refusal(string Room, string Namespace, string Why);
