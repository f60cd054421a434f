namespace HotPath.Gate.Soak.Comparing;

/// <summary>What is compared of two sets of runs.</summary>
/// <param name="Name">As thresholds of scenarios name it.</param>
/// <param name="Path">The latency in <c>latency.hlog</c>, or the place in <c>run.json</c>.</param>
/// <param name="Unit">Empty for none.</param>
/// <param name="Threshold">A change up to here is not worth a word: a ratio above 1, or a difference in the unit.</param>
internal sealed record SoakFigure(string Name, string Path, string Unit, double Threshold)
{
    /// <summary>Of a latency; null for what stands in <c>run.json</c>.</summary>
    public double? Quantile { get; init; }

    /// <summary>By their difference rather than their ratio: what may be 0, or below.</summary>
    public bool IsDifference { get; init; }

    public bool IsMoreBetter { get; init; }

    public bool IsShareOfRequests { get; init; }

    /// <summary>A shorter run says nothing of it.</summary>
    public double LeastSeconds { get; init; }
}
