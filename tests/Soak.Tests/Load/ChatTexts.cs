namespace HotPath.Soak.Tests.Load;

/// <summary>Pieces of chat answers, as gateways send them.</summary>
internal static class ChatTexts
{
    public const string Role = """{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""";
    public const string Done = "[DONE]";
    public const string ChatAnswer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

    public const string CompletionAnswer = """{"id":"cmpl-1","object":"text_completion","choices":[{"text":"hi","index":0,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";
    public const string ResponseAnswer = """{"id":"resp_1","object":"response","status":"completed","error":null,"output":[{"type":"message","content":[{"type":"output_text","text":"hi"}]}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}""";
    public const string MessageAnswer = """{"id":"msg_1","type":"message","content":[{"type":"text","text":"hi"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""";

    public static string Text(string content) => $$$"""{"choices":[{"index":0,"delta":{"content":"{{{content}}}"},"finish_reason":null}]}""";
}
