using System.Buffers;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Parts;

namespace HotPath.Soak.Load;

/// <summary>The bodies of one model's embeddings requests; allocates nothing for each.</summary>
internal sealed class EmbeddingBody
{
    /// <summary>Keeps the draws of further inputs apart from what else comes from a request's seed.</summary>
    private const ulong InputSequence = 0x5B00;

    private readonly int _inputs;
    private readonly EmbeddingRequestBuilder _one;
    private readonly byte[] _beforeInputs;

    public EmbeddingBody(RequestGroup group)
    {
        _inputs = group.Inputs;
        _one = new EmbeddingRequestBuilder(new EmbeddingRequestOptions
        {
            Model = group.Model,
            EncodingFormat = WorkloadPart.NameOf(group.Encoding),
            Dimensions = group.Dimensions,
        });

        using PooledBuffer empty = new();
        _one.WriteBodyTo(empty, ""u8);
        _beforeInputs = empty.WrittenSpan[..^"\"\"}".Length].ToArray();
    }

    /// <summary>The seed of the prompt that is input <paramref name="place"/> of a request: the first is the request's own.</summary>
    public static long SeedOf(long seed, int place) => place == 0 ? seed : (long)(SplitMix64.At((ulong)seed, InputSequence + (ulong)place) >> 1);

    public void WriteTo(PooledBuffer output, PromptTexts prompts, long seed)
    {
        if (_inputs == 1)
        {
            _one.WriteBodyTo(output, prompts.Of(seed));
            return;
        }

        output.Write(_beforeInputs);
        for (int place = 0; place < _inputs; place++)
        {
            output.Write(place == 0 ? "["u8 : ","u8);
            JsonText.WriteString(output, prompts.Of(SeedOf(seed, place)));
        }

        output.Write("]}"u8);
    }
}
