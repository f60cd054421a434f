using System.Net.Security;
using System.Security.Authentication;

namespace HotPath.Soak.Telemetry;

/// <summary>How many handshakes agreed on which version and cipher suite. Any thread; a target agrees on few, so a short list is looked through.</summary>
internal sealed class TlsKinds
{
    private readonly Lock _lock = new();
    private readonly List<(SslProtocols Protocol, TlsCipherSuite Cipher, long Count)> _counts = [];

    public IReadOnlyList<(SslProtocols Protocol, TlsCipherSuite Cipher, long Count)> Counts
    {
        get
        {
            lock (_lock) return [.. _counts];
        }
    }

    public void Add(SslProtocols protocol, TlsCipherSuite cipher, long count = 1)
    {
        lock (_lock)
        {
            int place = _counts.FindIndex(kind => kind.Protocol == protocol && kind.Cipher == cipher);
            if (place < 0) _counts.Add((protocol, cipher, count));
            else _counts[place] = (protocol, cipher, _counts[place].Count + count);
        }
    }

    public void Clear()
    {
        lock (_lock) _counts.Clear();
    }
}
