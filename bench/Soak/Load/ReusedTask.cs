using System.Threading.Tasks.Sources;

namespace HotPath.Soak.Load;

/// <summary>One call of an async method that has to wait: its result, once there is one. Made and filled by <see cref="ReusedTaskBuilder{TResult}"/>.</summary>
internal abstract class ReusedTask<TResult> : IValueTaskSource<TResult>
{
    private ManualResetValueTaskSourceCore<TResult> _source;

    /// <summary>To be awaited once.</summary>
    public ValueTask<TResult> AsValueTask() => new(this, _source.Version);

    /// <summary>Runs whoever waits on the calling thread.</summary>
    public void SetResult(TResult result) => _source.SetResult(result);

    /// <summary>Runs whoever waits on the calling thread.</summary>
    public void SetException(Exception problem) => _source.SetException(problem);

    TResult IValueTaskSource<TResult>.GetResult(short token)
    {
        // A token of an earlier call throws here, before what belongs to another call by now is touched.
        _source.GetStatus(token);
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            _source.Reset();
            Keep();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<TResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<TResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    /// <summary>The result was taken: from here on it may be another call's.</summary>
    protected abstract void Keep();
}
