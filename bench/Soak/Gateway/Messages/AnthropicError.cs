using System.Buffers;
using System.Text.Json;

namespace HotPath.Soak.Gateway.Messages;

/// <summary>An error as Anthropic words it: <c>{"type":"error","error":{"type","message"}}</c>.</summary>
internal static class AnthropicError
{
    public static Action<IBufferWriter<byte>> WriterOf(OpenAiError error) => JsonReply.WriterOf(json => Write(json, error));

    private static void Write(Utf8JsonWriter json, OpenAiError error)
    {
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", TypeOf(error.Status));
        json.WriteString("message", error.Message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 or 529 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
