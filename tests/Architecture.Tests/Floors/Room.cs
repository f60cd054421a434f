namespace HotPath.Architecture.Tests.Floors;

/// <summary>The first namespace under the plan's root, with all below it; or the class <c>Program</c>.</summary>
internal sealed record Room(string Name, int Floor);
