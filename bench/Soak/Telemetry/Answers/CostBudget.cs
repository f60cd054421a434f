namespace HotPath.Soak.Telemetry.Answers;

/// <summary>What a run may cost in all. Any thread.</summary>
internal sealed class CostBudget(double dollars)
{
    private readonly long _picodollars = (long)(dollars * 1e12);
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _spent;

    public double Dollars => dollars;

    public bool IsReached => _reached.Task.IsCompleted;

    /// <summary>Ends when all is spent.</summary>
    public Task Reached => _reached.Task;

    public void Spend(long picodollars)
    {
        if (Interlocked.Add(ref _spent, picodollars) >= _picodollars) _reached.TrySetResult();
    }
}
