using System.Buffers;
using System.Globalization;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>
/// Writes the events of one chat stream. What is the same in all of them is rendered once; a token's event is two copies with the token
/// between. Texts of odd seeds come with everything but ASCII escaped, those of even seeds as raw UTF-8: gateways do either.
/// </summary>
internal sealed class ChunkRenderer
{
    private const int MaxTokenText = SimulatedText.MaxTokenBytes * JsonText.MaxExpansion;
    private const int MaxInt64Digits = 20;

    private static readonly byte[] TokenTail = "\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n"u8.ToArray();
    private static readonly byte[] TokenTailNoUsage = "\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n"u8.ToArray();

    private readonly IBufferWriter<byte> _output;
    private readonly long _seed;
    private readonly bool _toAscii;
    private readonly bool _withUsage;
    private readonly byte[] _tokenHead; // begins with what every event begins with
    private readonly int _headLength;
    private readonly byte[] _tokenTail;

    /// <param name="output">Where events go.</param>
    /// <param name="request">What they answer.</param>
    /// <param name="completion">The completion's number, for the id that is the same in each event.</param>
    /// <param name="createdAt">Seconds since 1970.</param>
    public ChunkRenderer(IBufferWriter<byte> output, ChatRequest request, long completion, long createdAt)
    {
        _output = output;
        _seed = request.Seed;
        _toAscii = (request.Seed & 1) == 1;
        _withUsage = request.WithUsage;
        _tokenTail = _withUsage ? TokenTailNoUsage : TokenTail;
        (_tokenHead, _headLength) = RenderHeads(request.Model, completion, createdAt);
    }

    /// <summary>How it is known that an answer comes from a simulated gateway.</summary>
    public static ReadOnlySpan<byte> Fingerprint => "hotpath-1"u8;

    private ReadOnlySpan<byte> Head => _tokenHead.AsSpan(0, _headLength);

    private ReadOnlySpan<byte> Tail => _withUsage ? ",\"usage\":null}\n\n"u8 : "}\n\n"u8;

    /// <returns>Bytes written.</returns>
    public int WriteRole()
    {
        ReadOnlySpan<byte> choices =
            """
            "choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]
            """u8;
        _output.Write(Head);
        _output.Write(choices);
        _output.Write(Tail);
        return Head.Length + choices.Length + Tail.Length;
    }

    /// <summary>Allocates nothing.</summary>
    /// <returns>Bytes written.</returns>
    public int WriteToken(int index)
    {
        Span<byte> token = stackalloc byte[SimulatedText.MaxTokenBytes];
        token = token[..SimulatedText.WriteToken(_seed, index, token)];

        Span<byte> room = _output.GetSpan(_tokenHead.Length + MaxTokenText + _tokenTail.Length);
        _tokenHead.CopyTo(room);
        int length = _tokenHead.Length;
        length += _toAscii ? JsonText.EscapeToAscii(token, room[length..]) : JsonText.Escape(token, room[length..]);
        _tokenTail.CopyTo(room[length..]);
        length += _tokenTail.Length;
        _output.Advance(length);
        return length;
    }

    /// <summary>Writes a comment, which readers of events pass over, with the moment at which the next token was to be written.</summary>
    /// <param name="dueAt">The clock's time stamp: on Linux nanoseconds of CLOCK_MONOTONIC, which all processes of a machine share.</param>
    /// <returns>Bytes written.</returns>
    public int WriteStamp(long dueAt)
    {
        ReadOnlySpan<byte> comment = ": due "u8;
        Span<byte> room = _output.GetSpan(comment.Length + MaxInt64Digits + 1);
        comment.CopyTo(room);
        dueAt.TryFormat(room[comment.Length..], out int digits, default, CultureInfo.InvariantCulture);
        int length = comment.Length + digits;
        room[length++] = (byte)'\n';
        _output.Advance(length);
        return length;
    }

    /// <summary>The finish reason, usage where it was asked for, and the terminal event.</summary>
    public void WriteEnd(ReadOnlySpan<byte> finishReason, int promptTokens, int completionTokens)
    {
        _output.Write(Head);
        _output.Write("\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\""u8);
        _output.Write(finishReason);
        _output.Write("\"}]"u8);
        _output.Write(Tail);
        if (_withUsage)
        {
            _output.Write(Head);
            _output.Write("\"choices\":[],"u8);
            ChatUsage.Write(_output, promptTokens, completionTokens);
            _output.Write("}\n\n"u8);
        }

        _output.Write("data: [DONE]\n\n"u8);
    }

    /// <returns>What comes before a token, and how much of it comes before the choices of any event.</returns>
    private static (byte[] TokenHead, int HeadLength) RenderHeads(ModelName model, long completion, long createdAt)
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

        byte[] head = [.. beforeId, .. id, .. beforeCreated, .. created[..digits], .. beforeModel, .. model.Json, .. beforeFingerprint, .. Fingerprint, .. afterFingerprint, .. beforeToken];
        return (head, head.Length - beforeToken.Length);
    }
}
