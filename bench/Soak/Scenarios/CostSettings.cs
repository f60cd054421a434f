namespace HotPath.Soak.Scenarios;

/// <summary>What tokens cost.</summary>
internal sealed record CostSettings
{
    /// <summary>By model, as it is asked for; tokens of a model that is not here are not reckoned.</summary>
    public required IReadOnlyDictionary<string, TokenPrice> Prices { get; init; }

    /// <summary>In dollars: the run ends when it has cost so much. Null: no end.</summary>
    public double? Budget { get; init; }
}

/// <summary>In dollars for a million tokens.</summary>
internal readonly record struct TokenPrice(double Input, double Output);
