using System.Buffers;

namespace HotPath.Soak.Gateway.Completions;

/// <summary>Writes the chunks of a text completion: as those of a chat, without a role, and the text beside its index.</summary>
internal sealed class CompletionRenderer : AnswerRenderer
{
    private byte[] _head = [];
    private byte[] _beforeToken = [];
    private byte[] _afterToken = [];

    /// <summary>Nothing: a text completion begins with its text.</summary>
    public override int WriteStart() => 0;

    public override int WriteToken(int place) => WriteToken(_beforeToken, place, _afterToken);

    public override bool WriteError() => ChunkRenderer.WriteError(Output);

    public override void WriteEnd() =>
        ChunkRenderer.WriteEnd(Output, _head, "\"choices\":[{\"text\":\"\",\"index\":0,\"logprobs\":null,\"finish_reason\":\""u8, Request, Plan);

    protected override void Prepare(long completion, long createdAt)
    {
        ArrayBufferWriter<byte> head = new();
        head.Write("data: "u8);
        CompletionApi.WriteHead(head, Request, Plan.Tokens, CompletionId.Of(CompletionApi.IdPrefix, completion), createdAt);
        _head = head.WrittenSpan.ToArray();
        _beforeToken = [.. _head, .. "\"choices\":[{\"text\":\""u8];
        _afterToken = [.. "\",\"index\":0,\"logprobs\":null,\"finish_reason\":null}]"u8, .. ChunkRenderer.TailOf(Request)];
    }
}
