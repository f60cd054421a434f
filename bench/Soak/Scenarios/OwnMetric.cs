namespace HotPath.Soak.Scenarios;

/// <summary>A number of each answer that becomes a figure of its own.</summary>
internal sealed record OwnMetric
{
    /// <summary>The highest value of a trend that is kept apart, after the scale; higher counts as this.</summary>
    public const double MostOfTrend = 4_398_046;

    public required string Name { get; init; }

    /// <summary>The header field it is read from; null: <see cref="Path"/>.</summary>
    public string? Header { get; init; }

    /// <summary>The path in the answer's JSON; of a stream the last event that has it counts. Null: <see cref="Header"/>.</summary>
    public string? Path { get; init; }

    public OwnMetricKind Kind { get; init; } = OwnMetricKind.Trend;

    /// <summary>What each number is multiplied by.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Of a rate: the text that counts as true; null: any number but 0, and <c>true</c>.</summary>
    public string? Is { get; init; }
}

/// <summary>What becomes of the numbers.</summary>
internal enum OwnMetricKind
{
    /// <summary>Their distribution: a millionth is told apart.</summary>
    Trend,

    /// <summary>The share of the answers with one in which it is true.</summary>
    Rate,

    /// <summary>Their sum.</summary>
    Counter,
}
