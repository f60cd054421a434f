namespace HotPath.Soak.Reports;

/// <summary>What a run says of itself before it starts.</summary>
/// <param name="Target"><c>embedded gateway at http://...</c>, or the address.</param>
/// <param name="Load">For example <c>50 requests a second</c>.</param>
/// <param name="Duration">The measured time; null: until somebody ends it.</param>
internal sealed record RunIntroduction(
    string Scenario, string Id, string Target, string Load, TimeSpan WarmUp, TimeSpan? Duration, string Folder)
{
    /// <summary>Load and measured time in words.</summary>
    public string LoadLine => Duration is { } duration ? $"{Load} for {Figure.Span(duration)}" : $"{Load}, until it ends";

    /// <summary>What speaks against a good measurement on this machine; empty: nothing.</summary>
    public IReadOnlyList<string> Cautions { get; init; } = [];

    /// <summary>How the generator collects garbage; null: it is not said.</summary>
    public string? GarbageCollector { get; init; }

    /// <summary>Where the run can be watched; null: nowhere.</summary>
    public Uri? LivePage { get; init; }

    /// <summary>The line that says so; null: none.</summary>
    public string? LivePageLine => LivePage is null ? null : $"live page  {LivePage.GetLeftPart(UriPartial.Authority)}";
}
