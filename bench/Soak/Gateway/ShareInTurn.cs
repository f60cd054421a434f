using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>Draws for things that bring no seed of their own: the same for the n-th of them in every run. From any thread.</summary>
internal sealed class ShareInTurn(ulong seed)
{
    private long _number = -1;

    /// <summary>Whether the next one is among the share; where nothing is, none is counted.</summary>
    public bool IsNext(double share)
    {
        const double PartsOfUnit = 1.0 / (1UL << 53);
        return share > 0 && (SplitMix64.At(seed, (ulong)Interlocked.Increment(ref _number)) >> 11) * PartsOfUnit < share;
    }
}
