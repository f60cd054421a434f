using System.Buffers;
using System.Globalization;
using HotPath.Requests;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load;

/// <summary>The prompts of one group's requests: which one, what stands in its places, and how much plain text is behind it are a pure function of the seed.</summary>
internal sealed class PromptTexts
{
    // Each keeps its draws apart from what else comes from a request's seed.
    private const ulong IdSequence = 0x1D00, NumberSequence = 0x2E00, LengthSequence = 0x3F00, WordsSequence = 0x4A00;

    private const ulong Numbers = 1_000_000;

    [ThreadStatic]
    private static PooledBuffer? t_text; // the last one made on this thread

    private readonly PromptPiece[][] _prompts;
    private readonly byte[]?[] _whole; // of a prompt in which nothing changes, and behind which nothing stands
    private readonly Distribution? _words;

    public PromptTexts(RequestGroup group)
    {
        _prompts = group.Prompts.Count == 0 ? [[]] : [.. group.Prompts.Select(prompt => PromptTemplate.Parse(prompt).ToArray())];
        _words = group.PromptTokens;
        _whole = [.. _prompts.Select(prompt => _words is null && prompt is [{ Slot: null } only] ? only.Utf8 : null)];
    }

    /// <summary>The text for a request with that seed, borrowed until the next call on the same thread; allocates nothing once its memory is there.</summary>
    public ReadOnlySpan<byte> Of(long seed)
    {
        int place = _prompts.Length == 1 ? 0 : (int)(SplitMix64.At((ulong)seed, 0) % (ulong)_prompts.Length);
        return _whole[place] ?? Made(_prompts[place], seed);
    }

    private ReadOnlySpan<byte> Made(PromptPiece[] prompt, long seed)
    {
        PooledBuffer text = t_text ??= new PooledBuffer();
        text.ResetWrittenCount();
        foreach (PromptPiece piece in prompt) Write(text, piece, seed);
        if (_words is not { } words) return text.WrittenSpan;

        SplitMix64 random = new(SplitMix64.At((ulong)seed, LengthSequence));
        PlainWords.WriteTo(text, SplitMix64.At((ulong)seed, WordsSequence), Math.Max(1, (int)Math.Round(words.Draw(ref random))));
        return prompt.Length > 0 ? text.WrittenSpan : text.WrittenSpan[1..]; // the space before the first word
    }

    /// <summary>Writes text, or what a request with that seed has in its place.</summary>
    public static void Write(IBufferWriter<byte> text, in PromptPiece piece, long seed)
    {
        switch (piece.Slot)
        {
            case PromptSlot.Id:
                SeededUuid.Write(text.GetSpan(SeededUuid.TextLength), seed, IdSequence);
                text.Advance(SeededUuid.TextLength);
                break;
            case PromptSlot.Number:
                ulong number = SplitMix64.At((ulong)seed, NumberSequence) % Numbers;
                number.TryFormat(text.GetSpan(6), out int digits, default, CultureInfo.InvariantCulture);
                text.Advance(digits);
                break;
            default:
                text.Write(piece.Utf8);
                break;
        }
    }
}
