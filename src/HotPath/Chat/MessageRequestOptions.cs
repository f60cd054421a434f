namespace HotPath.Chat;

/// <summary>What all requests of one <see cref="MessageRequestBuilder"/> have in common.</summary>
public sealed record MessageRequestOptions
{
    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The most tokens to generate, at least 1; the endpoint takes no request without it.</summary>
    public int MaxTokens { get; init; } = 4_096;

    /// <summary>What the system says before the prompt; null sends nothing.</summary>
    public string? System { get; init; }

    /// <summary>Sampling temperature, finite, at least 0; null leaves it to the gateway.</summary>
    public double? Temperature { get; init; }

    /// <summary>Whether the answer comes as a stream of server-sent events.</summary>
    public bool Stream { get; init; }

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
