using Microsoft.Extensions.Primitives;

namespace HotPath.Soak.Gateway;

/// <summary>The bearer keys that are let in.</summary>
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

    /// <returns>Null when the key is good.</returns>
    public OpenAiError? Refuse(StringValues authorization)
    {
        string? value = authorization;
        if (string.IsNullOrEmpty(value)) return OpenAiError.NoKey();
        if (!value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return OpenAiError.NotABearer();

        ReadOnlySpan<char> key = value.AsSpan(Scheme.Length).Trim();
        return key.SequenceEqual(Default) || (_other is not null && key.SequenceEqual(_other)) ? null : OpenAiError.WrongKey();
    }
}
