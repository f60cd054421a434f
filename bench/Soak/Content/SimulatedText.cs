using System.Buffers.Binary;
using System.Buffers.Text;

namespace HotPath.Soak.Content;

/// <summary>
/// The text of a simulated answer: token <c>index</c> of <c>seed</c> is a pure function of the two, so that a reader who knows the seed
/// can tell lost, repeated, reordered and altered tokens apart, whatever stands between it and the gateway.
/// </summary>
internal static class SimulatedText
{
    /// <summary>How a simulated answer's <c>system_fingerprint</c> begins.</summary>
    public const string FingerprintPrefix = "hotpath-";

    /// <summary>Whether an answer with this <c>system_fingerprint</c> comes from a simulated gateway, whatever stands in between.</summary>
    public static bool IsFingerprint(ReadOnlySpan<byte> fingerprint) => fingerprint.StartsWith("hotpath-"u8);

    /// <summary>
    /// The same by the <c>id</c> of a response or a message: their endpoints have no member for what an answer runs on, but pass an id on.
    /// </summary>
    public static bool IsId(ReadOnlySpan<byte> id) => id.StartsWith("msg_hotpath-"u8) || id.StartsWith("resp_hotpath-"u8);

    /// <summary>
    /// How many tokens the gateway says its answer has: the number at the end of such a fingerprint or id, behind its second hyphen. It stands
    /// beside the usage, so that a usage that is wrong and a tail that is missing can be told apart.
    /// </summary>
    /// <returns>Null where it does not say.</returns>
    public static long? TokensIn(ReadOnlySpan<byte> fingerprintOrId)
    {
        if (!IsFingerprint(fingerprintOrId) && !IsId(fingerprintOrId)) return null;

        int hyphen = fingerprintOrId.LastIndexOf((byte)'-');
        ReadOnlySpan<byte> number = fingerprintOrId[(hyphen + 1)..];
        return fingerprintOrId[..hyphen].Contains((byte)'-') && Utf8Parser.TryParse(number, out long tokens, out int read) && read == number.Length && tokens >= 0
            ? tokens
            : null;
    }

    /// <summary>Room that <see cref="WriteToken"/> and <see cref="WriteWord"/> need; what they write is shorter.</summary>
    public const int MaxTokenBytes = 16;

    /// <summary>Distinct words. Two tokens of a text are the same word with a chance of one in this many.</summary>
    public const int Vocabulary = 1 << 16;

    /// <summary>One word in this many carries a mark.</summary>
    private const int MarkEvery = 32;

    /// <summary>
    /// Two syllables of one consonant and one or two vowels each: consonants tell where a syllable begins, so no two words are spelt
    /// alike. Three bytes of text, the number of them in the fourth.
    /// </summary>
    private static readonly uint[] Syllables = MakeSyllables();

    /// <summary>What trips parsers, at the end of a word: JSON's own characters, a control character, UTF-8 of two to four bytes, and the terminal event's text.</summary>
    private static readonly byte[][] Marks =
    [
        "\""u8.ToArray(), "\\"u8.ToArray(), "/"u8.ToArray(), [0x01],
        "\u00e9"u8.ToArray(), "\u20ac"u8.ToArray(), "\ud83d\ude00"u8.ToArray(), "[DONE]"u8.ToArray(),
    ];

    /// <summary>Writes a token as UTF-8, not escaped: a word, after one space unless it is the first.</summary>
    /// <param name="seed">Which text.</param>
    /// <param name="index">Which token of it, from 0.</param>
    /// <param name="destination">At least <see cref="MaxTokenBytes"/>; all of those may be overwritten.</param>
    /// <returns>The token's length in bytes.</returns>
    public static int WriteToken(long seed, int index, Span<byte> destination)
    {
        if (index == 0) return WriteWord(WordAt(seed, index), destination);

        destination[0] = (byte)' ';
        return 1 + WriteWord(WordAt(seed, index), destination[1..]);
    }

    /// <summary>Writes a token as something on the way might have changed it: its mark is another, or its first letter a capital. It is no word of any text.</summary>
    /// <param name="seed">Which text.</param>
    /// <param name="index">Which token of it, from 0.</param>
    /// <param name="destination">At least <see cref="MaxTokenBytes"/>; all of those may be overwritten.</param>
    /// <returns>The token's length in bytes.</returns>
    public static int WriteAlteredToken(long seed, int index, Span<byte> destination)
    {
        int length = WriteToken(seed, index, destination);
        int word = WordAt(seed, index);
        if (word % MarkEvery != 0)
        {
            int first = index == 0 ? 0 : 1;
            destination[first] = (byte)char.ToUpperInvariant((char)destination[first]);
            return length;
        }

        length -= MarkOf(word).Length;
        byte[] another = MarkOf(word + MarkEvery);
        another.CopyTo(destination[length..]);
        return length + another.Length;
    }

    /// <summary>The number of a token's word, 0 to <see cref="Vocabulary"/> - 1.</summary>
    public static int WordAt(long seed, int index) => (int)(SplitMix64.At((ulong)seed, (ulong)index) >> 48);

    /// <summary>Writes a word by its number: no whitespace in it, and no two are the same.</summary>
    public static int WriteWord(int word, Span<byte> destination)
    {
        uint first = Syllables[(word >> 8) & 0xFF];
        uint second = Syllables[word & 0xFF];

        BinaryPrimitives.WriteUInt32LittleEndian(destination, first);
        int length = (int)(first >> 24);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[length..], second);
        length += (int)(second >> 24);

        if (word % MarkEvery != 0) return length;

        byte[] mark = MarkOf(word);
        mark.CopyTo(destination[length..]);
        return length + mark.Length;
    }

    private static byte[] MarkOf(int word) => Marks[word / MarkEvery % Marks.Length];

    private static uint[] MakeSyllables()
    {
        ReadOnlySpan<byte> consonants = "bdfghjklmnprstvz"u8;
        string[] vowels = ["a", "e", "i", "o", "u", "ai", "au", "ea", "ei", "eo", "ia", "ie", "io", "oa", "oi", "ou"];
        uint[] syllables = new uint[consonants.Length * vowels.Length];
        for (int index = 0; index < syllables.Length; index++)
        {
            string rime = vowels[index % vowels.Length];
            uint text = consonants[index / vowels.Length] | ((uint)rime[0] << 8);
            if (rime.Length == 2) text |= (uint)rime[1] << 16;
            syllables[index] = text | ((uint)(1 + rime.Length) << 24);
        }

        return syllables;
    }
}
