using System.Buffers;
using System.Globalization;

namespace HotPath.Soak.Gateway;

/// <summary>Writes chat chunks. What is the same in all of an answer is rendered once; a token's event is two copies with the token between.</summary>
internal sealed class ChunkRenderer : AnswerRenderer
{
    private byte[] _heads = []; // what comes before a token, which begins with what every event begins with
    private int _tokenHeadLength;
    private int _headLength;

    private static ReadOnlySpan<byte> TokenTail => "\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n"u8;

    private static ReadOnlySpan<byte> TokenTailNoUsage => "\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n"u8;

    private ReadOnlySpan<byte> TokenHead => _heads.AsSpan(0, _tokenHeadLength);

    private ReadOnlySpan<byte> Head => _heads.AsSpan(0, _headLength);

    private ReadOnlySpan<byte> Tail => TailOf(Request);

    /// <summary>The role.</summary>
    public override int WriteStart()
    {
        ReadOnlySpan<byte> choices =
            """
            "choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]
            """u8;
        Output.Write(Head);
        Output.Write(choices);
        Output.Write(Tail);
        return Head.Length + choices.Length + Tail.Length;
    }

    public override int WriteToken(int place) => WriteToken(TokenHead, place, Request.WithUsage ? TokenTailNoUsage : TokenTail);

    /// <summary>The finish reason, usage where it was asked for, and the terminal event.</summary>
    public override void WriteEnd() =>
        WriteEnd(Output, Head, "\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\""u8, Request, Plan);

    /// <summary>As every endpoint of chunks has it.</summary>
    /// <param name="head">What every event begins with.</param>
    /// <param name="beforeReason">A choice without content, to its finish reason.</param>
    public static void WriteEnd(IBufferWriter<byte> output, ReadOnlySpan<byte> head, ReadOnlySpan<byte> beforeReason, AnswerRequest request, StreamPlan plan)
    {
        output.Write(head);
        output.Write(beforeReason);
        output.Write(plan.IsCapped ? "length"u8 : "stop"u8);
        output.Write("\"}]"u8);
        output.Write(TailOf(request));
        if (request.WithUsage)
        {
            output.Write(head);
            output.Write("\"choices\":[],"u8);
            ChatUsage.Write(output, request.PromptTokens, plan.UsageTokens);
            output.Write("}\n\n"u8);
        }

        output.Write("data: [DONE]\n\n"u8);
    }

    /// <summary>What an event before the end ends with: where usage will come, it says that it is not here.</summary>
    public static ReadOnlySpan<byte> TailOf(AnswerRequest request) => request.WithUsage ? ",\"usage\":null}\n\n"u8 : "}\n\n"u8;

    public override bool WriteError() => WriteError(Output);

    /// <summary>As every endpoint of chunks has it.</summary>
    public static bool WriteError(IBufferWriter<byte> output)
    {
        output.Write("data: {\"error\":{\"message\":\""u8);
        output.Write(ErrorMessage);
        output.Write("\",\"type\":\"server_error\",\"param\":null,\"code\":\"upstream_failed\"}}\n\ndata: [DONE]\n\n"u8);
        return true;
    }

    protected override void Prepare(long completion, long createdAt)
    {
        ReadOnlySpan<byte> model = Request.Model.Json;
        ReadOnlySpan<byte> beforeId = "data: {\"id\":\""u8;
        ReadOnlySpan<byte> beforeCreated = "\",\"object\":\"chat.completion.chunk\",\"created\":"u8;
        ReadOnlySpan<byte> beforeModel = ",\"model\":\""u8;
        ReadOnlySpan<byte> beforeFingerprint = "\",\"system_fingerprint\":\""u8;
        ReadOnlySpan<byte> afterFingerprint = "\","u8;
        ReadOnlySpan<byte> beforeToken = "\"choices\":[{\"index\":0,\"delta\":{\"content\":\""u8;
        Span<byte> id = stackalloc byte[CompletionId.Length];
        CompletionId.Write(id, completion);
        Span<byte> created = stackalloc byte[JsonNumber.MaxBytes];
        createdAt.TryFormat(created, out int digits, default, CultureInfo.InvariantCulture);

        Span<byte> fingerprint = stackalloc byte[AnswerMark.MaxFingerprintBytes];
        fingerprint = fingerprint[..AnswerMark.WriteFingerprint(fingerprint, Plan.Tokens)];

        int fixedLength = beforeId.Length + beforeCreated.Length + beforeModel.Length + beforeFingerprint.Length + afterFingerprint.Length + beforeToken.Length;
        int length = fixedLength + id.Length + digits + model.Length + fingerprint.Length;
        if (_heads.Length < length) _heads = new byte[length];

        Span<byte> room = _heads;
        Put(beforeId, ref room);
        Put(id, ref room);
        Put(beforeCreated, ref room);
        Put(created[..digits], ref room);
        Put(beforeModel, ref room);
        Put(model, ref room);
        Put(beforeFingerprint, ref room);
        Put(fingerprint, ref room);
        Put(afterFingerprint, ref room);
        _headLength = _heads.Length - room.Length;
        Put(beforeToken, ref room);
        _tokenHeadLength = _heads.Length - room.Length;

        static void Put(scoped ReadOnlySpan<byte> piece, ref Span<byte> room)
        {
            piece.CopyTo(room);
            room = room[piece.Length..];
        }
    }
}
