namespace HotPath.Soak.Scenarios;

/// <summary>One kind of request of the workload, with its share.</summary>
internal sealed record RequestGroup
{
    public required string Name { get; init; }

    /// <summary>Its share against the sum of all weights; at least 1.</summary>
    public int Weight { get; init; } = 1;

    public Endpoint Endpoint { get; init; } = Endpoint.Chat;

    /// <summary>The method of HTTP.</summary>
    public string Method => Custom?.Method ?? (Endpoint is Endpoint.Models ? "GET" : "POST");

    /// <summary>Not for embeddings and models.</summary>
    public bool Stream { get; init; } = true;

    /// <summary>The model asked for, where <see cref="Models"/> names none.</summary>
    public string Model { get; init; } = "sim-small";

    /// <summary>The models asked for, each with its share; empty: <see cref="Model"/> alone.</summary>
    public IReadOnlyList<WeightedModel> Models { get; init; } = [];

    /// <summary>
    /// Instead of both: those of the target's list of models that are like this, <c>*</c> standing for any characters, each as often as another.
    /// Null once they are known, or where the scenario names them itself.
    /// </summary>
    public string? Catalogue { get; init; }

    /// <summary>The models asked for, whichever member names them: a request's draw says which of them by its place.</summary>
    public IReadOnlyList<WeightedModel> AllModels => Models.Count > 0 ? Models : [new WeightedModel(Model, 1)];

    /// <summary>
    /// One is the user's message or the prompt of each request; of embeddings each of its inputs. May hold <see cref="PromptTemplate"/>'s places;
    /// empty where <see cref="PromptTokens"/> says all.
    /// </summary>
    public IReadOnlyList<string> Prompts { get; init; } = ["Hello"];

    /// <summary>So many words of plain text, each of them a token, behind each prompt; null: none.</summary>
    public Distribution? PromptTokens { get; init; }

    /// <summary>How many different requests a tenant sends, over and over in turn: what a cache can hit. Null: each request is its own.</summary>
    public int? Distinct { get; init; }

    /// <summary>Whether each request has an <c>X-Request-ID</c> of its own.</summary>
    public bool SendsRequestId { get; init; }

    /// <summary>Whether each request has an <c>Idempotency-Key</c>: the same one for the same body, so also for each attempt.</summary>
    public bool SendsIdempotencyKey { get; init; }

    /// <summary>Chat only: the member <c>metadata</c>; empty: none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>After so long from sent the client gives an answer up that has not ended; null: never.</summary>
    public TimeSpan? CancelAfter { get; init; }

    public string? SystemPrompt { get; init; }

    public int? MaxTokens { get; init; }

    /// <summary>Chat only, beside <see cref="MaxTokens"/>: keeps requests within their model's window. Null: they are sent as they are.</summary>
    public TokenBudget? Budget { get; init; }

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

    /// <summary>Custom only, and always there: what is sent besides headers.</summary>
    public CustomRequest? Custom { get; init; }

    /// <summary>HTTP/1.1 only.</summary>
    public ConnectionUse Connection { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Status codes that are no error for this group.</summary>
    public IReadOnlyList<int> ExpectedStatus { get; init; } = [200];

    /// <summary>What its answers must be besides.</summary>
    public ExpectedAnswer Expect { get; init; } = ExpectedAnswer.Anything;
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

    /// <summary>Method, path and body are the scenario's own.</summary>
    Custom,
}

internal enum EmbeddingEncoding
{
    Float,
    Base64,
}
