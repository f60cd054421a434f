using System.Buffers;
using System.Globalization;

namespace HotPath.Soak.Gateway;

/// <summary>Writes chat chunks. What is the same in all of a stream is rendered once; a token's event is two copies with the token between.</summary>
internal sealed class ChunkRenderer : AnswerRenderer
{
    private const int MaxInt64Digits = 20;

    private static readonly byte[] TokenTail = "\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n"u8.ToArray();
    private static readonly byte[] TokenTailNoUsage = "\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n"u8.ToArray();

    private readonly AnswerRequest _request;
    private readonly byte[] _rented; // what comes before a token, which begins with what every event begins with
    private readonly int _tokenHeadLength;
    private readonly int _headLength;
    private readonly byte[] _tokenTail;

    /// <param name="output">Where events go.</param>
    /// <param name="request">What they answer.</param>
    /// <param name="plan">Whose tokens they hold.</param>
    /// <param name="completion">The completion's number, for the id that is the same in each event.</param>
    /// <param name="createdAt">Seconds since 1970.</param>
    public ChunkRenderer(IBufferWriter<byte> output, AnswerRequest request, StreamPlan plan, long completion, long createdAt)
        : base(output, plan)
    {
        _request = request;
        _tokenTail = request.WithUsage ? TokenTailNoUsage : TokenTail;
        (_rented, _tokenHeadLength, _headLength) = RentHeads(request.Model, plan.Tokens, completion, createdAt);
    }

    private ReadOnlySpan<byte> TokenHead => _rented.AsSpan(0, _tokenHeadLength);

    private ReadOnlySpan<byte> Head => _rented.AsSpan(0, _headLength);

    private ReadOnlySpan<byte> Tail => TailOf(_request);

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

    public override int WriteToken(int place) => WriteToken(TokenHead, place, _tokenTail);

    public override void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_rented);
        base.Dispose();
    }

    /// <summary>The finish reason, usage where it was asked for, and the terminal event.</summary>
    public override void WriteEnd() =>
        WriteEnd(Output, Head, "\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\""u8, _request, Plan);

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

    /// <returns>What comes before a token, its length, and how much of it comes before the choices of any event.</returns>
    private static (byte[] Rented, int TokenHeadLength, int HeadLength) RentHeads(ModelName model, int tokens, long completion, long createdAt)
    {
        ReadOnlySpan<byte> beforeId = "data: {\"id\":\""u8;
        ReadOnlySpan<byte> beforeCreated = "\",\"object\":\"chat.completion.chunk\",\"created\":"u8;
        ReadOnlySpan<byte> beforeModel = ",\"model\":\""u8;
        ReadOnlySpan<byte> beforeFingerprint = "\",\"system_fingerprint\":\""u8;
        ReadOnlySpan<byte> afterFingerprint = "\","u8;
        ReadOnlySpan<byte> beforeToken = "\"choices\":[{\"index\":0,\"delta\":{\"content\":\""u8;
        Span<byte> id = stackalloc byte[CompletionId.Length];
        CompletionId.Write(id, completion);
        Span<byte> created = stackalloc byte[MaxInt64Digits];
        createdAt.TryFormat(created, out int digits, default, CultureInfo.InvariantCulture);

        Span<byte> fingerprint = stackalloc byte[AnswerMark.MaxFingerprintBytes];
        fingerprint = fingerprint[..AnswerMark.WriteFingerprint(fingerprint, tokens)];

        int fixedLength = beforeId.Length + beforeCreated.Length + beforeModel.Length + beforeFingerprint.Length + afterFingerprint.Length + beforeToken.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(fixedLength + id.Length + digits + model.Json.Length + fingerprint.Length);
        Span<byte> room = rented;
        Put(beforeId, ref room);
        Put(id, ref room);
        Put(beforeCreated, ref room);
        Put(created[..digits], ref room);
        Put(beforeModel, ref room);
        Put(model.Json, ref room);
        Put(beforeFingerprint, ref room);
        Put(fingerprint, ref room);
        Put(afterFingerprint, ref room);
        int headLength = rented.Length - room.Length;
        Put(beforeToken, ref room);
        return (rented, rented.Length - room.Length, headLength);

        static void Put(scoped ReadOnlySpan<byte> piece, ref Span<byte> room)
        {
            piece.CopyTo(room);
            room = room[piece.Length..];
        }
    }
}
