using HotPath.Soak.Distributed.Statistics;

namespace HotPath.Soak.Tests.Distributed.Statistics;

public sealed class SecondSharesTests
{
    [Theory]
    [InlineData(10, 5.0, 5.9, "5:10")]
    [InlineData(10, 5.5, 6.5, "5:5 6:5")]
    [InlineData(3, 5.9, 6.9, "6:3")] // a tenth of three is none
    [InlineData(8, 5.5, 7.5, "5:2 6:4 7:2")]
    [InlineData(4, 5.25, 5.25, "5:4")]
    [InlineData(4, 5.0, 6.0, "5:4")]
    [InlineData(0, 5.0, 6.0, "")]
    public void Of_Interval_IsSpreadOverItsSeconds(long count, double from, double until, string expected) =>
        Assert.Equal(expected, string.Join(' ', SecondShares.Of(count, from, until).Select(share => $"{share.Second}:{share.Count}")));

    [Fact]
    public void Of_AnyInterval_AddsUp()
    {
        Random random = new(7);
        for (int i = 0; i < 1_000; i++)
        {
            double from = 1_790_000_000 + (random.NextDouble() * 10);
            double until = from + (random.NextDouble() * 4);
            long count = random.Next(200);

            IReadOnlyList<(long Second, long Count)> shares = SecondShares.Of(count, from, until);

            Assert.Equal(count, shares.Sum(share => share.Count));
            Assert.All(shares, share => Assert.True(share.Count > 0 && share.Second >= (long)from && share.Second <= (long)until, $"seed 7, {i}: {share}"));
        }
    }
}
