namespace HotPath.Soak.Gateway;

/// <summary>What a request asks for, as policies look at it: the same of every endpoint that a model answers.</summary>
/// <param name="Route">The endpoint.</param>
/// <param name="Model">The model asked for.</param>
/// <param name="Seed">What the answer's text and pace are drawn from.</param>
internal readonly record struct AskedFor(GatewayRoute Route, ModelName Model, long Seed)
{
    /// <summary>As the endpoint estimates them.</summary>
    public int PromptTokens { get; init; }

    /// <summary>The request's cap; null: none.</summary>
    public int? MaxTokens { get; init; }

    public bool Streams { get; init; }
}
