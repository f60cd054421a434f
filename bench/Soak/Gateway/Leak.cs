namespace HotPath.Soak.Gateway;

/// <summary>A leak on purpose: each request leaves an object behind that is held for good. From any thread.</summary>
internal sealed class Leak(GatewayCounters counters)
{
    // An array of references has its header, its length and its type: 24 bytes of 64 bits. One reference holds the object before.
    private const int HeaderBytes = 24;
    private const int ReferenceBytes = 8;

    private object?[]? _last;

    /// <summary>Keeps an object of about so many bytes, at least 32, and all that were kept before; 0 keeps no new one.</summary>
    public void Keep(int bytes)
    {
        if (bytes == 0) return;

        object?[] kept = new object?[Math.Max(1, (bytes - HeaderBytes) / ReferenceBytes)];
        object?[]? before;
        do
        {
            before = Volatile.Read(ref _last);
            kept[0] = before;
        }
        while (Interlocked.CompareExchange(ref _last, kept, before) != before);

        counters.CountFault(FaultKind.Leak);
    }
}
