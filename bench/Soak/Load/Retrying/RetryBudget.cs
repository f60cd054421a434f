namespace HotPath.Soak.Load.Retrying;

/// <summary>
/// Keeps retries to a share of the requests so far: without it a target that is down would get as much again of what it cannot take.
/// Any thread.
/// </summary>
internal sealed class RetryBudget(double share)
{
    private long _requests;
    private long _retries;

    public void CountRequest() => Interlocked.Increment(ref _requests);

    /// <returns>False when one more retry would be more than the share.</returns>
    public bool TryTake()
    {
        long retries = Interlocked.Increment(ref _retries);
        if (retries <= share * Volatile.Read(ref _requests)) return true;

        Interlocked.Decrement(ref _retries);
        return false;
    }
}
