namespace HotPath.Soak.Content;

/// <summary>Fowler, Noll and Vo's 64-bit FNV-1a: the same on every machine, unlike <see cref="HashCode"/>, whose seed is random.</summary>
internal static class Fnv1a
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = OffsetBasis;
        foreach (byte value in bytes)
        {
            hash = (hash ^ value) * Prime;
        }

        return hash;
    }
}
