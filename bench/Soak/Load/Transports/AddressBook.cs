using System.Net;

namespace HotPath.Soak.Load.Transports;

/// <summary>
/// The addresses of a target, for whoever opens a connection: a name is looked up again when the last answer is too old. Any thread;
/// those who ask at one time share one lookup.
/// </summary>
internal sealed class AddressBook
{
    private readonly Lock _lock = new();
    private readonly Target _target;
    private readonly TimeSpan _keepFor;
    private readonly TimeProvider _time;
    private Task<IPEndPoint[]> _answer;
    private long _askedAt;
    private int _next = -1;

    /// <param name="keepFor">How old an answer may be; zero: each connection asks.</param>
    public AddressBook(Target target, TimeSpan keepFor, TimeProvider time)
    {
        _target = target;
        _keepFor = keepFor;
        _time = time;
        _answer = Task.FromResult(Usable(target.Addresses));
        _askedAt = time.GetTimestamp();
    }

    /// <summary>All addresses, in the order to try them: each time another is the first.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name stands for nothing any more, or nobody could be asked.</exception>
    public async ValueTask<IPEndPoint[]> InTurnAsync(CancellationToken cancellationToken)
    {
        IPEndPoint[] all = await Answer().WaitAsync(cancellationToken).ConfigureAwait(false);
        int first = (int)((uint)Interlocked.Increment(ref _next) % (uint)all.Length);
        return all.Length == 1 ? all : [.. all[first..], .. all[..first]];
    }

    private Task<IPEndPoint[]> Answer()
    {
        if (!_target.HasName) return _answer;

        lock (_lock)
        {
            long now = _time.GetTimestamp();
            bool isOld = _time.GetElapsedTime(_askedAt, now) >= _keepFor || _answer.IsFaulted;
            if (isOld && _answer.IsCompleted)
            {
                _askedAt = now;
                _answer = LookUpAsync();
            }

            return _answer;
        }
    }

    /// <summary>Not given up with whoever asked first: others wait for the same answer.</summary>
    private async Task<IPEndPoint[]> LookUpAsync()
    {
        IPAddress[] found = await _target.LookUp(_target.Url.IdnHost, CancellationToken.None).ConfigureAwait(false);
        if (found.Length == 0) throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound);

        return Usable([.. found.Select(address => new IPEndPoint(address, _target.Url.Port))]);
    }

    private IPEndPoint[] Usable(IReadOnlyList<IPEndPoint> addresses)
    {
        IPEndPoint[] reachable = [.. addresses.Where(address => !_target.Unreachable.Contains(address.Address))];
        return reachable.Length > 0 ? reachable : [.. addresses];
    }
}
