using System.Globalization;

namespace HotPath.Tests.Chat;

/// <summary>The objects of whole streams, as gateways send them; two streams of one gateway differ where its streams do.</summary>
internal static class ChatStreams
{
    private static readonly string[] Words =
    [
        "Hello", " caf\u00E9", " \\u00e9t\\u00e9", "\\n\\n", " \\\"so\\\"", " \u6F22\u5B57", " \U0001F600", " \\uD83D\\uDE00", ".", " a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "", " [DONE]", " }{", " {\\\"content\\\":\\\"x\\\"}", "\\\\", " /", " \x7F", " 42",
    ];

    // <id>, <created> and <number> are those of the stream; <word>, <index>, <chunkId>, <padding>, <clock> and <ids> of the chunk.
    private static readonly Dictionary<string, Gateway> Gateways = new()
    {
        ["OpenAI"] = Plain(
            """{"id":"chatcmpl-<id>","object":"chat.completion.chunk","created":<created>,"model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_44709d6fcb",""",
            ""","usage":null,"obfuscation":"<padding>"}""", ""","obfuscation":"<padding>"}"""),
        ["OpenAI without usage and padding"] = Plain(
            """{"id":"chatcmpl-<id>","object":"chat.completion.chunk","created":<created>,"model":"gpt-4o","service_tier":"default","system_fingerprint":null,""", "}", "}"),
        ["OpenAI with logprobs"] = new(
            """{"id":"chatcmpl-<id>","object":"chat.completion.chunk","created":<created>,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":"<word>"},"logprobs":{"content":[{"token":"<word>","logprob":-<index>.0021<number>e-0<index>,"bytes":[<ids>],"top_logprobs":[]}],"refusal":null},"finish_reason":null}]}"""),
        ["OpenAI with a tool call"] = new(
            """{"id":"chatcmpl-<id>","object":"chat.completion.chunk","created":<created>,"model":"gpt-4o","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"<word>"}}]},"logprobs":null,"finish_reason":null}]}""",
            First: """{"id":"chatcmpl-<id>","object":"chat.completion.chunk","created":<created>,"model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_<chunkId>","type":"function","function":{"name":"f","arguments":""}}],"refusal":null},"logprobs":null,"finish_reason":null}]}""",
            Last: ["""{"id":"chatcmpl-<id>","object":"chat.completion.chunk","created":<created>,"model":"gpt-4o","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"tool_calls"}]}"""]),
        ["Azure OpenAI"] = new(
            """{"choices":[{"content_filter_results":{"hate":{"filtered":false,"severity":"safe"},"self_harm":{"filtered":false,"severity":"safe"}},"delta":{"content":"<word>"},"finish_reason":null,"index":0,"logprobs":null}],"created":<created>,"id":"chatcmpl-<id>","model":"gpt-4o-2024-08-06","object":"chat.completion.chunk","system_fingerprint":"fp_b705f0c291"}""",
            First: """{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}"""),
        ["vLLM with usage in each chunk"] = Plain(
            """{"id":"chatcmpl-<id>","object":"chat.completion.chunk","created":<created>,"model":"meta-llama/Llama-3.1-8B-Instruct",""",
            ""","usage":{"prompt_tokens":<number>,"total_tokens":7<index>,"completion_tokens":<index>}}""", "}"),
        ["LiteLLM with the clock in each chunk"] = new(
            """{"id":"chatcmpl-<id>","created":<clock>,"model":"claude-3-5-sonnet","object":"chat.completion.chunk","system_fingerprint":"fp_<number>","choices":[{"index":0,"delta":{"content":"<word>"}}],"stream_options":{"include_usage":true}}"""),
        ["an Anthropic model behind a gateway"] = Plain(
            """{"id":"msg_<id>","object":"chat.completion.chunk","created":<created>,"model":"claude-sonnet-4",""", "}", ""","provider_specific_fields":null}"""),
        ["a gateway in Python, with spaces"] = new(
            """{"id": "<id>", "object": "chat.completion.chunk", "created": <created>.<index>, "model": "m", "choices": [{"index": 0, "delta": {"content": "<word>"}, "token_ids": [1, <number>, <ids>], "finish_reason": null}]}"""),
        ["OpenRouter with reasoning"] = new(
            """{"id":"gen-<created>-<id>","provider":"Groq","model":"deepseek/deepseek-r1","object":"chat.completion.chunk","created":<created>,"choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"<word>","reasoning_content":"<padding>"},"finish_reason":null,"native_finish_reason":null,"logprobs":null}]}"""),
        ["Mistral with padding"] = new(
            """{"id":"<id>","object":"chat.completion.chunk","created":<created>,"model":"mistral-small-latest","choices":[{"index":0,"delta":{"content":"<word>"},"finish_reason":null}],"p":"<padding>"}"""),
        ["llama.cpp with timings"] = new(
            """{"choices":[{"finish_reason":null,"index":0,"delta":{"content":"<word>"}}],"created":<created>,"id":"chatcmpl-<id>","model":"qwen","system_fingerprint":"b4689-90e4dba4","object":"chat.completion.chunk","timings":{"prompt_n":<number>,"prompt_ms":1<index>7.09,"predicted_n":<index>,"predicted_ms":1e-<index>,"predicted_per_second":<index>.5E+3}}"""),
        ["a gateway with an id for each chunk"] = new(
            """{"id":"<chunkId>","object":"chat.completion.chunk","created":<created>,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"<word>"},"finish_reason":null}]}"""),
        ["a text completion"] = new(
            """{"id":"cmpl-<id>","object":"text_completion","created":<created>,"model":"m","choices":[{"text":"<word>","index":0,"logprobs":null,"finish_reason":null}],"usage":null}""",
            Last: ["""{"id":"cmpl-<id>","object":"text_completion","created":<created>,"model":"m","choices":[],"usage":{"prompt_tokens":<number>,"completion_tokens":1<number>,"total_tokens":2<number>}}"""]),
        ["HotPath's simulated gateway"] = Plain(
            """{"id":"chatcmpl-<number>","object":"chat.completion.chunk","created":<created>,"model":"sim-small","system_fingerprint":"hotpath-1",""", ""","usage":null}""", "}"),
    };

    public static TheoryData<string> Names => new(Gateways.Keys.ToArray());

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="number">Which of its streams, from 1.</param>
    public static List<string> Create(string name, int number)
    {
        Gateway gateway = Gateways[name];
        IEnumerable<string> content = Words.Select(word => gateway.Content.Replace("<word>", word, StringComparison.Ordinal));
        IEnumerable<string> chunks = gateway.First is { } first ? [first, .. content] : content;
        return [.. chunks.Concat(gateway.Last ?? []).Select((chunk, index) => Fill(chunk, number, index))];
    }

    private static Gateway Plain(string head, string tail, string usageTail) => new(
        head + """ "choices":[{"index":0,"delta":{"content":"<word>"},"logprobs":null,"finish_reason":null}]""".TrimStart() + tail,
        head + """ "choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]""".TrimStart() + tail,
        [
            head + """ "choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]""".TrimStart() + tail,
            head + """ "choices":[],"usage":{"prompt_tokens":<number>,"completion_tokens":1<number>,"total_tokens":2<number>,"prompt_tokens_details":{"cached_tokens":<number>}}""".TrimStart() + usageTail,
        ]);

    private static string Fill(string chunk, int number, int index) => chunk
        .Replace("<id>", Letters(number, 29), StringComparison.Ordinal)
        .Replace("<number>", Text(number), StringComparison.Ordinal)
        .Replace("<created>", Text(1_700_000_000 + 13 * number), StringComparison.Ordinal)
        .Replace("<clock>", Text(1_700_000_000 + 13 * number + index / 4), StringComparison.Ordinal)
        .Replace("<index>", Text(index), StringComparison.Ordinal)
        .Replace("<chunkId>", Letters(100 * number + index, 8 + index % 3), StringComparison.Ordinal)
        .Replace("<padding>", Letters(100 * number + index, index * 7 % 15), StringComparison.Ordinal)
        .Replace("<ids>", string.Join(chunk.Contains(", ", StringComparison.Ordinal) ? ", " : ",", Enumerable.Range(40, 1 + index)), StringComparison.Ordinal);

    private static string Letters(int seed, int length)
    {
        Random random = new(seed);
        return new string([.. Enumerable.Range(0, length).Select(_ => (char)random.Next('a', 'z' + 1))]);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Gateway(string Content, string? First = null, string[]? Last = null);
}
