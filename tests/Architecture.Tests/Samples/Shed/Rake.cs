namespace HotPath.Architecture.Tests.Samples.Shed;

/// <summary>In a room that the sample plan does not know.</summary>
internal sealed class Rake;
