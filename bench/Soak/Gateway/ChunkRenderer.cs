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
    private readonly AnswerText _text;
    private readonly bool _toAscii;
    private readonly bool _withUsage;
    private readonly byte[] _tokenHead; // begins with what every event begins with
    private readonly int _headLength;
    private readonly byte[] _tokenTail;

    /// <param name="output">Where events go.</param>
    /// <param name="request">What they answer.</param>
    /// <param name="text">What they say.</param>
    /// <param name="completion">The completion's number, for the id that is the same in each event.</param>
    /// <param name="createdAt">Seconds since 1970.</param>
    public ChunkRenderer(IBufferWriter<byte> output, ChatRequest request, AnswerText text, long completion, long createdAt)
    {
        _output = output;
        _text = text;
        _toAscii = (request.Seed & 1) == 1;
        _withUsage = request.WithUsage;
        _tokenTail = _withUsage ? TokenTailNoUsage : TokenTail;
        (_tokenHead, _headLength) = RenderHeads(request.Model, completion, createdAt);
    }

    /// <summary>How it is known that an answer comes from a simulated gateway.</summary>
    public static ReadOnlySpan<byte> Fingerprint => "hotpath-1"u8;

    private ReadOnlySpan<byte> Head => _tokenHead.AsSpan(0, _headLength);

    private static ReadOnlySpan<byte> AfterFingerprint => "\","u8;

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
    /// <param name="place">Which of the tokens that are sent, from 0.</param>
    /// <returns>Bytes written.</returns>
    public int WriteToken(int place)
    {
        Span<byte> token = stackalloc byte[SimulatedText.MaxTokenBytes];
        token = token[.._text.WriteToken(place, token)];

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

    /// <summary>An event as of a token whose JSON breaks off.</summary>
    /// <returns>Bytes written.</returns>
    public int WriteMalformed()
    {
        _output.Write(_tokenHead);
        _output.Write("\n\n"u8);
        return _tokenHead.Length + 2;
    }

    /// <summary>An error event and the terminal event, as gateways end a stream that broke off behind them.</summary>
    public void WriteError() => _output.Write(
        """
        data: {"error":{"message":"The upstream failed in mid-stream, as the gateway's faults say; the request is a good one.","type":"server_error","param":null,"code":"upstream_failed"}}

        data: [DONE]


        """u8);

    /// <summary>The finish reason, usage where it was asked for, and the terminal event.</summary>
    /// <param name="finishReason">Why the text ends.</param>
    /// <param name="promptTokens">By the usage.</param>
    /// <param name="completionTokens">By the usage, be it wrong.</param>
    public void WriteEnd(ReadOnlySpan<byte> finishReason, int promptTokens, int completionTokens)
    {
        WriteEndHead();
        _output.Write("\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\""u8);
        _output.Write(finishReason);
        _output.Write("\"}]"u8);
        _output.Write(Tail);
        if (_withUsage)
        {
            WriteEndHead();
            _output.Write("\"choices\":[],"u8);
            ChatUsage.Write(_output, promptTokens, completionTokens);
            _output.Write("}\n\n"u8);
        }

        _output.Write("data: [DONE]\n\n"u8);
    }

    /// <summary>As <see cref="Head"/>, with the answer's tokens in the fingerprint: see <see cref="SimulatedText.TokensIn"/>.</summary>
    private void WriteEndHead()
    {
        _output.Write(Head[..^AfterFingerprint.Length]);
        WriteTokensOfFingerprint(_output, _text.Tokens);
        _output.Write(AfterFingerprint);
    }

    /// <summary>Written behind <see cref="Fingerprint"/>.</summary>
    public static void WriteTokensOfFingerprint(IBufferWriter<byte> output, int tokens)
    {
        Span<byte> room = output.GetSpan(1 + MaxInt64Digits);
        room[0] = (byte)'-';
        tokens.TryFormat(room[1..], out int digits, default, CultureInfo.InvariantCulture);
        output.Advance(1 + digits);
    }

    /// <returns>What comes before a token, and how much of it comes before the choices of any event.</returns>
    private static (byte[] TokenHead, int HeadLength) RenderHeads(ModelName model, long completion, long createdAt)
    {
        ReadOnlySpan<byte> beforeId = "data: {\"id\":\""u8;
        ReadOnlySpan<byte> beforeCreated = "\",\"object\":\"chat.completion.chunk\",\"created\":"u8;
        ReadOnlySpan<byte> beforeModel = ",\"model\":\""u8;
        ReadOnlySpan<byte> beforeFingerprint = "\",\"system_fingerprint\":\""u8;
        ReadOnlySpan<byte> beforeToken = "\"choices\":[{\"index\":0,\"delta\":{\"content\":\""u8;
        Span<byte> id = stackalloc byte[CompletionId.Length];
        CompletionId.Write(id, completion);
        Span<byte> created = stackalloc byte[MaxInt64Digits];
        createdAt.TryFormat(created, out int digits, default, CultureInfo.InvariantCulture);

        byte[] head = [.. beforeId, .. id, .. beforeCreated, .. created[..digits], .. beforeModel, .. model.Json, .. beforeFingerprint, .. Fingerprint, .. AfterFingerprint, .. beforeToken];
        return (head, head.Length - beforeToken.Length);
    }
}
