namespace HotPath.Soak.Scenarios;

/// <summary>What tokens cost.</summary>
internal sealed record CostSettings
{
    /// <summary>By model, as it is asked for; tokens of a model that is not here are not reckoned.</summary>
    public required IReadOnlyDictionary<string, TokenPrice> Prices { get; init; }

    /// <summary>Another currency that amounts are said in, too; null: dollars alone.</summary>
    public OtherCurrency? Other { get; init; }

    /// <summary>In dollars: the run ends when it has cost so much. Null: no end.</summary>
    public double? Budget { get; init; }
}

/// <summary>In dollars for a million tokens.</summary>
internal readonly record struct TokenPrice(double Input, double Output);

/// <param name="Name">As amounts are followed by it, such as EUR.</param>
/// <param name="Rate">Of it for a dollar, above 0.</param>
internal sealed record OtherCurrency(string Name, double Rate);
