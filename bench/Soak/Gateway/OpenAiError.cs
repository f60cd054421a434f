using System.Text.Json;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway;

/// <summary>An error as OpenAI words it: <c>{"error":{"message","type","param","code"}}</c>.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">What was found, what was expected, what to do.</param>
/// <param name="Param">The request's member that it is about.</param>
/// <param name="Code">For programs.</param>
internal sealed record OpenAiError(int Status, string Message, string? Param = null, string? Code = null)
{
    /// <summary>The kind of trouble.</summary>
    public string Type { get; init; } = "invalid_request_error";

    public static OpenAiError NoKey() => new(
        StatusCodes.Status401Unauthorized,
        $"The request has neither an Authorization nor an x-api-key header; a key is needed. Send 'Authorization: Bearer {ApiKeys.Default}' or the key in the gateway's {ApiKeys.Variable}.",
        Code: "invalid_api_key");

    public static OpenAiError NotABearer() => new(
        StatusCodes.Status401Unauthorized,
        "The Authorization header is of another scheme; 'Bearer KEY' is expected. Send the key as a bearer token.",
        Code: "invalid_api_key");

    public static OpenAiError WrongKey() => new(
        StatusCodes.Status401Unauthorized,
        $"The bearer key is not one this gateway knows. Use '{ApiKeys.Default}' or the key in the gateway's {ApiKeys.Variable}.",
        Code: "invalid_api_key");

    public static OpenAiError UnknownPath(string method, string path) => new(
        StatusCodes.Status404NotFound,
        $"There is nothing at {method} {path}. This gateway has /v1/models, /v1/chat/completions, /v1/completions, /v1/responses, /v1/messages and /v1/embeddings.",
        Code: "unknown_url");

    public static OpenAiError WrongMethod(string found, string expected, string path) => new(
        StatusCodes.Status405MethodNotAllowed,
        $"{path} was asked with {found}; it takes {expected}.",
        Code: "method_not_allowed");

    public static OpenAiError NotLocal(string path) => new(
        StatusCodes.Status403Forbidden,
        $"{path} was asked from another machine; it answers on the loopback address only. Ask from the gateway's own machine.",
        Code: "not_local");

    public static OpenAiError NotJson(string problem) => new(
        StatusCodes.Status400BadRequest,
        $"The body cannot be read as JSON: {problem} Send one JSON object.",
        Code: "invalid_json");

    public static OpenAiError Unreadable(int status, string problem) => new(
        status,
        $"The body cannot be read: {problem} The limit is {GatewayApp.MaxBodyBytes:N0} bytes.",
        Code: "unreadable_body");

    public static OpenAiError Missing(string member, string expected) => new(
        StatusCodes.Status400BadRequest,
        $"'{member}' is missing; it must be {expected}.",
        member,
        "missing_required_parameter");

    public static OpenAiError WrongValue(string member, string found, string expected) => new(
        StatusCodes.Status400BadRequest,
        $"'{member}' is {found}; it must be {expected}.",
        member,
        "invalid_value");

    /// <summary>Of what would change the gateway itself.</summary>
    /// <param name="problems">At least one.</param>
    public static OpenAiError WrongSettings(IReadOnlyList<ScenarioProblem> problems) => new(
        StatusCodes.Status400BadRequest,
        string.Join(" ", problems),
        Code: "invalid_value");

    /// <summary>Said of a request that nothing is wrong with.</summary>
    public static OpenAiError Rejected(int status) => new(
        status,
        $"The gateway turned the request away with {status}, as its faults say; the request is a good one. Send it again after the time in Retry-After.",
        Code: status == StatusCodes.Status429TooManyRequests ? "rate_limit_exceeded" : "rejected")
    {
        Type = status == StatusCodes.Status429TooManyRequests ? "requests" : "server_error",
    };

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", Message);
        json.WriteString("type", Type);
        json.WriteString("param", Param);
        json.WriteString("code", Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
