using Microsoft.Extensions.Primitives;

namespace HotPath.Soak.Gateway;

/// <summary>The keys that are let in.</summary>
internal sealed class ApiKeys
{
    public const string Default = "sk-hotpath";
    public const string Variable = "HOTPATH_API_KEY";
    private const string Scheme = "Bearer ";

    private readonly string? _other;

    /// <param name="other">Let in beside <see cref="Default"/>; null: none.</param>
    public ApiKeys(string? other)
    {
        _other = string.IsNullOrEmpty(other) ? null : other;
    }

    public static ApiKeys FromEnvironment() => new(Environment.GetEnvironmentVariable(Variable));

    /// <param name="authorization">As OpenAI's clients send the key.</param>
    /// <param name="apiKey">As Anthropic's do, in <c>x-api-key</c>: looked at where there is no Authorization.</param>
    /// <returns>Null when the key is good.</returns>
    public OpenAiError? Refuse(StringValues authorization, StringValues apiKey)
    {
        string? value = authorization;
        if (string.IsNullOrEmpty(value)) return string.IsNullOrEmpty(apiKey) ? OpenAiError.NoKey() : Refuse(apiKey.ToString().AsSpan());
        if (!value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return OpenAiError.NotABearer();

        return Refuse(value.AsSpan(Scheme.Length).Trim());
    }

    private OpenAiError? Refuse(ReadOnlySpan<char> key) =>
        key.SequenceEqual(Default) || (_other is not null && key.SequenceEqual(_other)) ? null : OpenAiError.WrongKey();
}
