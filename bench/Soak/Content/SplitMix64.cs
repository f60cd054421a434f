namespace HotPath.Soak.Content;

/// <summary>
/// Steele, Lea and Flood's SplitMix64 (OOPSLA 2014): eight bytes of state, the same numbers on every machine and runtime.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>The number at <paramref name="index"/> of the sequence that <paramref name="seed"/> begins, without those before it.</summary>
    public static ulong At(ulong seed, ulong index) => Mix(seed + ((index + 1) * GoldenGamma));

    public ulong Next()
    {
        _state += GoldenGamma;
        return Mix(_state);
    }

    /// <summary>Uniform in [0, 1), with 53 random bits.</summary>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
