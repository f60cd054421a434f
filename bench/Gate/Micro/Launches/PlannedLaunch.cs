namespace HotPath.Gate.Micro.Launches;

/// <summary>A launch that is due.</summary>
internal sealed record PlannedLaunch(string Benchmark, Side Side, int Stage, int Round);
