using System.Collections.ObjectModel;

namespace HotPath.Analysis.Results;

/// <summary>What the tokens of the run cost, by the usage that the answers name and the prices that the scenario does.</summary>
public sealed record CostFigures
{
    /// <summary>What all amounts are in.</summary>
    public string Currency { get; init; } = "$";

    /// <summary>Of the measured time.</summary>
    public double Total { get; init; }

    /// <summary>Of the warm-up, which is in no other figure.</summary>
    public double WarmUp { get; init; }

    /// <summary>A thousand finished requests; null where none finished.</summary>
    public double? Per1000Requests { get; init; }

    /// <summary>By the model asked for, of those that have a price.</summary>
    public IReadOnlyDictionary<string, double> ByModel { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>A million tokens, prompts and answers in the proportion of this run, by the model asked for; of those with a price and tokens.</summary>
    public IReadOnlyDictionary<string, double> PerMillionTokens { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>Another currency that amounts are said in, too; null: none.</summary>
    public string? OtherCurrency { get; init; }

    /// <summary>How much of that currency is one of <see cref="Currency"/>; null: there is none.</summary>
    public double? OtherRate { get; init; }

    /// <summary>Answers with usage of a model that has no price: what they cost is not in the total.</summary>
    public long Unpriced { get; init; }

    /// <summary>What the run could cost, warm-up included; null: no end was set.</summary>
    public double? Budget { get; init; }

    /// <summary>Whether the run ended because of it.</summary>
    public bool? BudgetReached { get; init; }
}
