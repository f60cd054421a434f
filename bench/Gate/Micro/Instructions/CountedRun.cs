namespace HotPath.Gate.Micro.Instructions;

/// <summary>One process under valgrind.</summary>
/// <param name="Instructions">All that it ran, its start-up among them.</param>
/// <param name="Operations">All that it did of the benchmark, but for what every such process does.</param>
/// <param name="OperationsACall">Of the benchmark's method.</param>
/// <param name="Problem">Why it says nothing; null where it does.</param>
internal readonly record struct CountedRun(long Instructions, long Operations, long OperationsACall, string? Problem)
{
    public static CountedRun Without(string problem) => new(0, 0, 0, problem);
}
