using System.Collections.ObjectModel;

namespace HotPath.Chat;

/// <summary>What all requests of one <see cref="ChatRequestBuilder"/> have in common.</summary>
public sealed record ChatRequestOptions
{
    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The first message, in the role <c>system</c>; null sends none.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>What was said before, between the system's message and the prompt; empty sends nothing.</summary>
    public IReadOnlyList<ChatMessage> History { get; init; } = [];

    /// <summary>The most tokens to generate, at least 1; null leaves it to the gateway.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The name <see cref="MaxTokens"/> is sent under: <c>max_tokens</c>, or <c>max_completion_tokens</c> where a gateway asks for that.</summary>
    public string MaxTokensMember { get; init; } = "max_tokens";

    /// <summary>Sampling temperature, finite, at least 0; null leaves it to the gateway.</summary>
    public double? Temperature { get; init; }

    /// <summary>Whether the answer comes as a stream of server-sent events.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether a stream ends with a chunk of token counts; sent only with <see cref="Stream"/>, for an answer in one piece has them anyway.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>The member <c>metadata</c>: names and texts that the gateway keeps with the request; empty leaves it out.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Checks the options.</summary>
    /// <returns>Every problem, not just the first; empty when requests can be built.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        RequestMembers.CheckModel(Model, problems);
        for (int index = 0; index < History.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(History[index].Role))
            {
                problems.Add($"history[{index}].role is empty; it must say who speaks, usually user or assistant.");
            }
        }

        RequestMembers.CheckMaxTokens(MaxTokens, "maxTokens", problems);
        if (string.IsNullOrWhiteSpace(MaxTokensMember))
        {
            problems.Add("maxTokensMember is empty; it must be the member's name, usually max_tokens.");
        }

        RequestMembers.CheckTemperature(Temperature, problems);
        return problems;
    }
}
