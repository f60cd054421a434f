namespace HotPath.Gate.Micro.Launches;

/// <summary>How long a launch measures.</summary>
/// <remarks>
/// On two cores a launch takes 2 to 3 s with these, a second of it start-up: 8 benchmarks, 10 launches a side, take some seven minutes with builds and
/// suspects. The warm-up is as long as tiered compilation needs: 30 calls, 100 ms without new ones, and the compilation, twice. More iterations find no
/// lower minimum: launches differ from each other by more.
/// </remarks>
internal static class LaunchTimes
{
    public const int WarmUps = 12;
    public const int Iterations = 10;
    public const int IterationMilliseconds = 50;

    /// <summary>After which a launch is ended. The benchmark that takes longest an operation is no micro benchmark then.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>After which the search for benchmarks is ended, which runs each of them once.</summary>
    public static readonly TimeSpan SearchLimit = TimeSpan.FromMinutes(15);
}
