namespace HotPath.Soak.Scenarios;

/// <summary>A request of the scenario's own making.</summary>
internal sealed record CustomRequest
{
    public string Method { get; init; } = "POST";

    /// <summary>At the target's host, with a query where one is wanted; begins with <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The body, with <see cref="PromptTemplate"/>'s places; null: none, or that of <see cref="BodyFile"/>.</summary>
    public string? Body { get; init; }

    /// <summary>A file that is sent as it is: as the scenario has it until the file is read, then its full path. Null: none.</summary>
    public string? BodyFile { get; init; }

    /// <summary>What the file held.</summary>
    public ReadOnlyMemory<byte> FileBody { get; init; }

    public string ContentType { get; init; } = "application/json";
}
