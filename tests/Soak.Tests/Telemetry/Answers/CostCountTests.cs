using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry.Answers;

namespace HotPath.Soak.Tests.Telemetry.Answers;

public sealed class CostCountTests
{
    private static readonly CostSettings Prices = new()
    {
        Prices = new Dictionary<string, TokenPrice> { ["small"] = new(0.15, 0.60), ["large"] = new(3, 15) },
        Budget = 0.02,
    };

    [Fact]
    public void Figures_ManyAnswers_AreTheSumOfTheirTokens()
    {
        CostCount count = new(Prices, ["small", "large", "free"], budget: null);

        for (int i = 0; i < 1_000; i++) count.Add(model: 0, promptTokens: 100, completionTokens: 50);
        count.Add(model: 1, promptTokens: 1_000_000, completionTokens: 2_000_000);
        count.Add(model: 2, promptTokens: 10, completionTokens: 10);

        CostFigures cost = count.Figures(warmUp: null, requests: 2_000);
        Assert.Equal(0.045, cost.ByModel["small"], precision: 12);
        Assert.Equal(33, cost.ByModel["large"], precision: 12);
        Assert.Equal((33.045, 16.5225), (Math.Round(cost.Total, 9), Math.Round(cost.Per1000Requests!.Value, 9)));
        Assert.Equal((1, null, null), (cost.Unpriced, cost.Budget, cost.BudgetReached));
        Assert.Equal(["large", "small"], cost.ByModel.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Figures_TokensOfBothKinds_CostAMillionInTheirProportion()
    {
        CostCount count = new(Prices with { Other = new OtherCurrency("EUR", 0.92) }, ["small", "large"], budget: null);

        for (int i = 0; i < 10; i++) count.Add(model: 0, promptTokens: 750, completionTokens: 250);

        CostFigures cost = count.Figures(warmUp: null, requests: 10);
        Assert.Equal(0.2625, cost.PerMillionTokens["small"], precision: 12); // three quarters of 0.15 and one of 0.60
        Assert.DoesNotContain("large", cost.PerMillionTokens.Keys); // nobody knows its proportion
        Assert.Equal(("EUR", 0.92), (cost.OtherCurrency, cost.OtherRate));
    }

    [Fact]
    public void Add_UntilTheBudgetIsSpent_TellsWithTheAnswerThatSpendsIt()
    {
        CostBudget budget = new(0.02);
        CostCount warmUp = new(Prices, ["large"], budget);
        CostCount measured = new(Prices, ["large"], budget);

        warmUp.Add(model: 0, promptTokens: 0, completionTokens: 1_000); // 1.5 cents
        measured.Add(model: 0, promptTokens: 0, completionTokens: 333);
        Assert.False(budget.IsReached);

        measured.Add(model: 0, promptTokens: 2, completionTokens: 0); // 0.019995 and 6 millionths
        Assert.True(budget.IsReached);

        CostFigures cost = measured.Figures(warmUp, requests: 2);
        Assert.Equal((0.02, true, 0.015), (cost.Budget, cost.BudgetReached, Math.Round(cost.WarmUp, 12)));
        Assert.Equal(0.005001, cost.Total, precision: 12);
    }
}
