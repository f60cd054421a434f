namespace HotPath.Gate.Micro.Launches;

/// <summary>How long a launch measures.</summary>
/// <param name="WarmUps">Iterations before those that count.</param>
/// <param name="Iterations">That count.</param>
/// <param name="IterationMilliseconds">Of an iteration in optimized code.</param>
internal sealed record LaunchTimes(int WarmUps, int Iterations, int IterationMilliseconds)
{
    /// <summary>To judge by.</summary>
    /// <remarks>
    /// On two cores a launch takes 2 to 3 s with these, a second of it start-up. The warm-up is as long as tiered compilation needs: 30 calls, 100 ms
    /// without new ones, and the compilation, twice; with <see cref="IterationSizes"/> its iterations are as long as they should be from the first on.
    /// With less than half of it, or with calls counted from the first one on, launches differed more; more iterations find no lower minimum.
    /// </remarks>
    public static readonly LaunchTimes Standard = new(WarmUps: 12, Iterations: 10, IterationMilliseconds: 50);

    /// <summary>To see that everything runs, and what it allocates; too short for times to say much.</summary>
    public static readonly LaunchTimes Quick = new(WarmUps: 2, Iterations: 3, IterationMilliseconds: 10);

    /// <summary>After which a launch is ended: what takes longer is no micro benchmark.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>After which the search for benchmarks is ended, which runs each of them once.</summary>
    public static readonly TimeSpan SearchLimit = TimeSpan.FromMinutes(15);
}
