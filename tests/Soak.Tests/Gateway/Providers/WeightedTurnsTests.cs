using HotPath.Soak.Gateway.Providers;

namespace HotPath.Soak.Tests.Gateway.Providers;

public sealed class WeightedTurnsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(40, 30, 20, 10)]
    [InlineData(1_000, 1, 999, 7)]
    [InlineData(97, 3, 89, 5, 83, 7, 79, 11)]
    public void Next_AtEveryTurn_KeepsEachShareToWithinOneAndExactlyAtACyclesEnd(params int[] weights)
    {
        WeightedTurns turns = new(weights);
        int total = weights.Sum();
        long[] taken = new long[weights.Length];

        for (long turn = 1; turn <= 3L * total; turn++)
        {
            taken[turns.Next()]++;

            for (int member = 0; member < weights.Length; member++)
            {
                long apart = Math.Abs((taken[member] * total) - (turn * weights[member])); // times the total, so that nothing is rounded
                Assert.True(turn % total == 0 ? apart == 0 : apart < total, $"member {member} has {taken[member]} of {turn} turns");
            }
        }
    }
}
