namespace HotPath.Gate.Micro.Reading;

/// <summary>What one process measured of one benchmark.</summary>
/// <param name="Name">Its full name, with parameters.</param>
/// <param name="Nanoseconds">
/// The least of its iterations' times an operation: what disturbs a process only ever adds to it. Null where there is none.
/// </param>
/// <param name="AllocatedBytes">An operation, rounded down; null where it was not counted.</param>
/// <param name="Operations">Of which the allocation was counted.</param>
/// <param name="Executed">All operations of the process but for those that prepare the measuring: what is warm-up, measured, or run again to count allocation.</param>
/// <param name="IterationOperations">Of the first iteration that was measured; null where none was.</param>
/// <param name="IsInProcess">Whether the process itself ran it, as the gate asks for. A job of the class's own is run beside that, in a process more.</param>
/// <param name="Problem">Why there is no time; null where there is.</param>
internal sealed record MeasuredBenchmark(string Name, double? Nanoseconds, long? AllocatedBytes, long? Operations, long Executed, long? IterationOperations, bool IsInProcess, string? Problem);
