namespace HotPath.Chat;

/// <summary>What all requests of one <see cref="CompletionRequestBuilder"/> have in common.</summary>
public sealed record CompletionRequestOptions
{
    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The most tokens to generate, at least 1; null leaves it to the gateway.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Sampling temperature, finite, at least 0; null leaves it to the gateway.</summary>
    public double? Temperature { get; init; }

    /// <summary>Whether the answer comes as a stream of server-sent events.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether a stream ends with a chunk of token counts; sent only with <see cref="Stream"/>, for an answer in one piece has them anyway.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>Checks the options.</summary>
    /// <returns>Every problem, not just the first; empty when requests can be built.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        RequestMembers.CheckModel(Model, problems);
        RequestMembers.CheckMaxTokens(MaxTokens, "maxTokens", problems);
        RequestMembers.CheckTemperature(Temperature, problems);
        return problems;
    }
}
