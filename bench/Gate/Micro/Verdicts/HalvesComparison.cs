namespace HotPath.Gate.Micro.Verdicts;

/// <summary>How the faster halves of a benchmark's launches stand to each other. What disturbs a launch only makes it slower: halves leave that out.</summary>
/// <param name="Ratio">Of their geometric means, head over base.</param>
/// <param name="IsSlower">Whether head is slower for certain, and by more than the threshold; wrong with a probability of <see cref="TimeComparison.Alpha"/> at most.</param>
internal sealed record HalvesComparison(double Ratio, bool IsSlower);
