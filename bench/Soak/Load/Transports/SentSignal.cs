using System.Threading.Tasks.Sources;

namespace HotPath.Soak.Load.Transports;

/// <summary>Waits until a request is being written, or ends without; whichever comes first counts. Used again for each request.</summary>
internal sealed class SentSignal : IValueTaskSource<bool>
{
    private ManualResetValueTaskSourceCore<bool> _source;
    private int _isSet;

    /// <returns>Ends with what <see cref="TrySet"/> says first.</returns>
    public ValueTask<bool> Begin()
    {
        _source.Reset();
        Volatile.Write(ref _isSet, 0);
        return new ValueTask<bool>(this, _source.Version);
    }

    /// <summary>Runs whoever waits on the calling thread.</summary>
    public bool TrySet(bool isSent)
    {
        if (Interlocked.Exchange(ref _isSet, 1) != 0) return false;

        _source.SetResult(isSent);
        return true;
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
