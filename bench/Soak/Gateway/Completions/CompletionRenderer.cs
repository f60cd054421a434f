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
        _afterToken = [.. "\",\"index\":0,\"logprobs\":null,\"finish_reason\":null}]"u8, .. Tail];
    }

    private ReadOnlySpan<byte> Tail => _request.WithUsage ? ",\"usage\":null}\n\n"u8 : "}\n\n"u8;

    /// <summary>Nothing: a text completion begins with its text.</summary>
    public override int WriteStart() => 0;

    public override int WriteToken(int place) => WriteToken(_beforeToken, place, _afterToken);

    public override bool WriteError() => ChunkRenderer.WriteError(Output);

    public override void WriteEnd()
    {
        Output.Write(_head);
        Output.Write("\"choices\":[{\"text\":\"\",\"index\":0,\"logprobs\":null,\"finish_reason\":\""u8);
        Output.Write(Plan.IsCapped ? "length"u8 : "stop"u8);
        Output.Write("\"}]"u8);
        Output.Write(Tail);
        if (_request.WithUsage)
        {
            Output.Write(_head);
            Output.Write("\"choices\":[],"u8);
            ChatUsage.Write(Output, _request.PromptTokens, Plan.UsageTokens);
            Output.Write("}\n\n"u8);
        }

        Output.Write("data: [DONE]\n\n"u8);
    }
}
