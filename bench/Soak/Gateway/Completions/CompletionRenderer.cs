using System.Buffers;

namespace HotPath.Soak.Gateway.Completions;

/// <summary>Writes the chunks of a text completion: as those of a chat, without a role, and the text beside its index.</summary>
internal sealed class CompletionRenderer : AnswerRenderer
{
    private readonly AnswerRequest _request;
    private readonly byte[] _head;
    private readonly byte[] _beforeToken;
    private readonly byte[] _afterToken;

    /// <param name="output">Where events go.</param>
    /// <param name="request">What they answer.</param>
    /// <param name="plan">Whose tokens they hold.</param>
    /// <param name="completion">The answer's number.</param>
    /// <param name="createdAt">Seconds since 1970.</param>
    public CompletionRenderer(IBufferWriter<byte> output, AnswerRequest request, StreamPlan plan, long completion, long createdAt)
        : base(output, plan)
    {
        _request = request;
        ArrayBufferWriter<byte> head = new();
        head.Write("data: "u8);
        CompletionApi.WriteHead(head, request, plan.Tokens, CompletionId.Of(CompletionApi.IdPrefix, completion), createdAt);
        _head = head.WrittenSpan.ToArray();
        _beforeToken = [.. _head, .. "\"choices\":[{\"text\":\""u8];
        _afterToken = [.. "\",\"index\":0,\"logprobs\":null,\"finish_reason\":null}]"u8, .. ChunkRenderer.TailOf(request)];
    }

    /// <summary>Nothing: a text completion begins with its text.</summary>
    public override int WriteStart() => 0;

    public override int WriteToken(int place) => WriteToken(_beforeToken, place, _afterToken);

    public override bool WriteError() => ChunkRenderer.WriteError(Output);

    public override void WriteEnd() =>
        ChunkRenderer.WriteEnd(Output, _head, "\"choices\":[{\"text\":\"\",\"index\":0,\"logprobs\":null,\"finish_reason\":\""u8, _request, Plan);
}
