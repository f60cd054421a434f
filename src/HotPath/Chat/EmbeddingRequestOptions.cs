namespace HotPath.Chat;

/// <summary>What all requests of one <see cref="EmbeddingRequestBuilder"/> have in common.</summary>
public sealed record EmbeddingRequestOptions
{
    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>How the numbers come back, <c>float</c> or <c>base64</c>; null leaves it to the gateway.</summary>
    public string? EncodingFormat { get; init; } = "float";

    /// <summary>Numbers an embedding, at least 1; null leaves it to the model.</summary>
    public int? Dimensions { get; init; }

    /// <summary>Checks the options.</summary>
    /// <returns>Every problem, not just the first; empty when requests can be built.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        RequestMembers.CheckModel(Model, problems);
        if (EncodingFormat is { } format && string.IsNullOrWhiteSpace(format))
        {
            problems.Add("encodingFormat is empty; it must be float or base64, or left out.");
        }

        if (Dimensions < 1) problems.Add($"dimensions is {Dimensions}; it must be at least 1 number, or left out.");
        return problems;
    }
}
