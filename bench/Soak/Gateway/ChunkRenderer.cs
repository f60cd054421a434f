using System.Buffers;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>
/// Writes the events of one chat stream. What is the same in all of them is rendered once; a token's event is two copies with the token
/// between. Texts of odd seeds come with everything but ASCII escaped, those of even seeds as raw UTF-8: gateways do either.
/// </summary>
internal sealed class ChunkRenderer
{
    public const string Fingerprint = SimulatedText.FingerprintPrefix + "1";

    private const int MaxTokenText = SimulatedText.MaxTokenBytes * JsonText.MaxExpansion;

    private static readonly byte[] RoleChoice =
        """
        "choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]
        """u8.ToArray();

    private readonly IBufferWriter<byte> _output;
    private readonly long _seed;
    private readonly bool _toAscii;
    private readonly byte[] _head;
    private readonly byte[] _tokenHead;
    private readonly byte[] _tokenTail;
    private readonly byte[] _tail;
    private readonly bool _withUsage;

    /// <param name="output">Where events go.</param>
    /// <param name="request">What they answer.</param>
    /// <param name="id">The completion's, the same in each event.</param>
    /// <param name="createdAt">Seconds since 1970.</param>
    public ChunkRenderer(IBufferWriter<byte> output, ChatRequest request, string id, long createdAt)
    {
        _output = output;
        _seed = request.Seed;
        _toAscii = (request.Seed & 1) == 1;
        _withUsage = request.WithUsage;

        string model = JsonEncodedText.Encode(request.Model).ToString();
        string head = $$"""
            data: {"id":"{{id}}","object":"chat.completion.chunk","created":{{createdAt}},"model":"{{model}}","system_fingerprint":"{{Fingerprint}}",
            """;
        string tail = (_withUsage ? ",\"usage\":null}" : "}") + "\n\n";
        _head = Encoding.UTF8.GetBytes(head);
        _tail = Encoding.UTF8.GetBytes(tail);
        _tokenHead = Encoding.UTF8.GetBytes(head + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"");
        _tokenTail = Encoding.UTF8.GetBytes("\"},\"logprobs\":null,\"finish_reason\":null}]" + tail);
    }

    /// <returns>Bytes written.</returns>
    public int WriteRole()
    {
        _output.Write(_head);
        _output.Write(RoleChoice);
        _output.Write(_tail);
        return _head.Length + RoleChoice.Length + _tail.Length;
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

    /// <summary>The finish reason, usage where it was asked for, and the terminal event.</summary>
    public void WriteEnd(string finishReason, int promptTokens, int completionTokens)
    {
        _output.Write(_head);
        Write($$"""
            "choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"{{finishReason}}"}]
            """);
        _output.Write(_tail);
        if (_withUsage)
        {
            _output.Write(_head);
            Write($$"""
                "choices":[],"usage":{"prompt_tokens":{{promptTokens}},"completion_tokens":{{completionTokens}},"total_tokens":{{promptTokens + completionTokens}}}
                """);
            _output.Write("}\n\n"u8);
        }

        _output.Write("data: [DONE]\n\n"u8);
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _output);
}
