namespace HotPath.Soak.Scenarios;

/// <summary>One kind of request of the workload, with its share.</summary>
internal sealed record RequestGroup
{
    public required string Name { get; init; }

    /// <summary>Its share against the sum of all weights; at least 1.</summary>
    public int Weight { get; init; } = 1;

    public Endpoint Endpoint { get; init; } = Endpoint.Chat;

    /// <summary>Not for embeddings and models.</summary>
    public bool Stream { get; init; } = true;

    public string Model { get; init; } = "sim-small";

    /// <summary>One is the user's message or the prompt of each request; of embeddings the first of its inputs, which the others follow in their order.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = ["Hello"];

    public string? SystemPrompt { get; init; }

    public int? MaxTokens { get; init; }

    /// <summary>Chat only: how many requests a conversation has, rounded, at least 1; null: a request stands alone.</summary>
    public Distribution? Turns { get; init; }

    /// <summary>The pause between an answer and the conversation's next turn, in nanoseconds; null: that of the load's users, or none.</summary>
    public Distribution? Think { get; init; }

    public double? Temperature { get; init; }

    /// <summary>Embeddings only: texts in one request.</summary>
    public int Inputs { get; init; } = 1;

    /// <summary>Embeddings only: numbers in each vector; null: the gateway decides.</summary>
    public int? Dimensions { get; init; }

    /// <summary>Embeddings only: how the vectors come.</summary>
    public EmbeddingEncoding Encoding { get; init; }

    /// <summary>HTTP/1.1 only.</summary>
    public ConnectionUse Connection { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Status codes that are no error for this group.</summary>
    public IReadOnlyList<int> ExpectedStatus { get; init; } = [200];
}

/// <summary>What connection a request goes over.</summary>
internal enum ConnectionUse
{
    /// <summary>One of the pool, used again and again.</summary>
    Kept,

    /// <summary>A new one for each request; over TLS it takes up an earlier session.</summary>
    Resumed,

    /// <summary>A new one for each request; over TLS with a full handshake.</summary>
    New,
}

internal enum Endpoint
{
    Chat,
    Completions,
    Responses,
    Messages,
    Embeddings,
    Models,
}

internal enum EmbeddingEncoding
{
    Float,
    Base64,
}
