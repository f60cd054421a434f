namespace HotPath.Soak.Content;

/// <summary>
/// The embedding of a text as a pure function of its UTF-8 bytes, so that whoever knows the input can check the vector.
/// Components are multiples of 2^-15 in [-1, 1): exact as floats, and again after a trip through JSON.
/// </summary>
internal static class SimulatedEmbedding
{
    private const float Step = 1f / (1 << 15);

    /// <param name="input">The input text, UTF-8, as it is after JSON escapes are undone.</param>
    /// <param name="vector">Filled whole; a shorter vector is the beginning of a longer one.</param>
    public static void Write(ReadOnlySpan<byte> input, Span<float> vector)
    {
        ulong seed = Fnv1a.Hash(input);
        for (int index = 0; index < vector.Length; index++)
        {
            vector[index] = ComponentOf(seed, index);
        }
    }

    /// <returns>False when a component differs or the vector is empty.</returns>
    public static bool Matches(ReadOnlySpan<byte> input, ReadOnlySpan<float> vector)
    {
        ulong seed = Fnv1a.Hash(input);
        for (int index = 0; index < vector.Length; index++)
        {
            if (vector[index] != ComponentOf(seed, index)) return false;
        }

        return !vector.IsEmpty;
    }

    private static float ComponentOf(ulong seed, int index) => (short)(SplitMix64.At(seed, (ulong)index) >> 48) * Step;
}
