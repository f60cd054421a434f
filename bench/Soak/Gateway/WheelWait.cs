namespace HotPath.Soak.Gateway;

/// <summary>One wait for a moment of the wheel; what follows runs on the thread pool.</summary>
internal sealed class WheelWait : WheelTimer
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => _reached.Task;

    public override long Fire(long now)
    {
        _reached.SetResult();
        return NotArmed;
    }
}
