namespace HotPath.Soak.Verdicts;

/// <summary>What went wrong on the generator's own side, as it counted it.</summary>
internal sealed record GeneratorTroubles
{
    public static GeneratorTroubles None { get; } = new();

    /// <summary>Exceptions that no part of the load expected, each with its type and message.</summary>
    public IReadOnlyList<string> StrayExceptions { get; init; } = [];

    /// <summary>Connections that could not be opened because no local port or socket buffer was free.</summary>
    public long OutOfSockets { get; init; }

    /// <summary>Connections that could not be opened because the process had as many files open as it may.</summary>
    public long OutOfFileDescriptors { get; init; }
}
