using System.Globalization;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Answers;

/// <summary>An amount of money in a run's currencies.</summary>
internal static class CostText
{
    /// <param name="cost">Which says the other currency, where there is one.</param>
    public static string Of(CostFigures cost, double? dollars) =>
        cost is { OtherCurrency: { } currency, OtherRate: { } rate } && dollars is { } amount
            ? $"{Figure.Money(amount)} ({Figure.Money(amount * rate)[1..]} {Printable.Of(currency)})"
            : Figure.Money(dollars);

    /// <summary>A number of tokens, such as 10M.</summary>
    public static string Millions(long tokens) => string.Create(CultureInfo.InvariantCulture, $"{tokens / 1_000_000:N0}M tokens");
}
