using System.Threading.Channels;

namespace HotPath.Soak.Load;

/// <summary>How many users a closed loop has, as somebody outside says while it runs. Any thread.</summary>
internal sealed class LedUsers
{
    private readonly Channel<int> _numbers = Channel.CreateUnbounded<int>(new UnboundedChannelOptions { SingleReader = true });
    private int _most;

    /// <summary>The highest number said so far.</summary>
    public int Most => Volatile.Read(ref _most);

    /// <summary>Each number that was said, in its order; whoever leads ends it. For one loop.</summary>
    public IAsyncEnumerable<int> Numbers => _numbers.Reader.ReadAllAsync();

    /// <param name="users">As many as there shall be from now on, 0 or more. After the end it changes nothing.</param>
    public void Set(int users)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(users);
        if (!_numbers.Writer.TryWrite(users)) return;

        int most = Most;
        while (users > most && Interlocked.CompareExchange(ref _most, users, most) != most) most = Most;
    }

    /// <summary>The load is over: all users leave.</summary>
    public void End() => _numbers.Writer.TryComplete();
}
