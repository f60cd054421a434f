namespace HotPath.Soak.Scenarios;

/// <summary>What a group's answers must be besides their status; each thing that is asked for is a check with a name.</summary>
internal sealed record ExpectedAnswer
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoHeaders = [];

    public static ExpectedAnswer Anything { get; } = new();

    /// <summary>The model that answers is the model that was asked for.</summary>
    public bool SameModel { get; init; }

    /// <summary>Header fields of a success (2xx): from the name to the values allowed; none: it must only be there.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; init; } = NoHeaders;

    /// <summary>The same of an expected answer that is no success, such as a 429.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> HeadersWhenRefused { get; init; } = NoHeaders;

    /// <summary>Paths that a success must hold a value at that is not empty; of a stream, any event.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Completion tokens by usage; fewer are an answer that was cut short. Null: any number.</summary>
    public int? LeastTokens { get; init; }

    public int? MostTokens { get; init; }

    /// <summary>The usage is there, adds up, and fits the content that came.</summary>
    public bool UsageIsContent { get; init; }

    /// <summary>The answer's X-Request-ID is the request's.</summary>
    public bool SameRequestId { get; init; }

    public bool AsksForTokens => LeastTokens is not null || MostTokens is not null;

    public bool AsksForAnything => this is { SameModel: true } or { Headers.Count: > 0 } or { HeadersWhenRefused.Count: > 0 }
        or { Fields.Count: > 0 } or { AsksForTokens: true } or { UsageIsContent: true } or { SameRequestId: true };
}
