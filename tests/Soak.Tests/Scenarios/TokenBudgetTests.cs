using System.Text;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class TokenBudgetTests
{
    private static readonly TokenBudget Budget = new() { Context = 8_192 };

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("four", 1)]
    [InlineData("fives", 2)]
    [InlineData("Gr\u00fc\u00dfe!!", 2)] // characters, not bytes
    public void Estimate_FourCharactersAToken_RoundsUp(string text, int tokens) => Assert.Equal(tokens, Budget.Estimate(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Estimate_OtherRatio_IsHeeded() => Assert.Equal(8, (Budget with { CharactersPerToken = 1.25 }).Estimate("ten bytes."u8));

    [Theory]
    [InlineData(0, 500)]
    [InlineData(7_692, 500)]
    [InlineData(7_693, 499)]
    [InlineData(8_142, 50)]
    [InlineData(8_143, null)]
    [InlineData(100_000, null)]
    public void OutputFor_APrompt_IsWhatTheWindowLeavesUpToTheCap(int input, int? output) => Assert.Equal(output, Budget.OutputFor(input, maxTokens: 500));
}
