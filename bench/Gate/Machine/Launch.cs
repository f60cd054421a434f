namespace HotPath.Gate.Machine;

/// <summary>A program and what it is started with.</summary>
internal sealed record Launch(string FileName, IReadOnlyList<string> Arguments)
{
    public string? Folder { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
