namespace HotPath.Soak.Gateway;

/// <summary>The keys that are let in, and of no tenant.</summary>
internal sealed class ApiKeys
{
    public const string Default = "sk-hotpath";
    public const string Variable = "HOTPATH_API_KEY";
    private const string Scheme = "Bearer ";

    /// <summary>Anthropic's.</summary>
    private const string KeyHeader = "x-api-key";

    private readonly string? _other;

    /// <param name="other">Let in beside <see cref="Default"/>; null: none.</param>
    public ApiKeys(string? other)
    {
        _other = string.IsNullOrEmpty(other) ? null : other;
    }

    public static ApiKeys FromEnvironment() => new(Environment.GetEnvironmentVariable(Variable));

    /// <param name="headers">The bearer key of Authorization counts, else x-api-key.</param>
    /// <param name="key">Lent by the headers.</param>
    /// <returns>Null: there is a key.</returns>
    public static OpenAiError? Read(IHeaderDictionary headers, out ReadOnlySpan<char> key)
    {
        string? authorization = headers.Authorization;
        if (string.IsNullOrEmpty(authorization))
        {
            string? plain = headers[KeyHeader];
            key = plain.AsSpan().Trim();
            return key.IsEmpty ? OpenAiError.NoKey() : null;
        }

        bool isBearer = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        key = isBearer ? authorization.AsSpan(Scheme.Length).Trim() : default;
        return isBearer ? null : OpenAiError.NotABearer();
    }

    /// <returns>What the key may be called where others see it; null: it is not known.</returns>
    public string? NameOf(ReadOnlySpan<char> key) => key.SequenceEqual(Default) ? Default
        : _other is not null && key.SequenceEqual(_other) ? Variable
        : null;
}
