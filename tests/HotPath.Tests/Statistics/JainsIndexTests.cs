using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics;

public sealed class JainsIndexTests
{
    [Theory]
    [InlineData(1, new double[] { 5, 5, 5, 5 })]
    [InlineData(0.25, new double[] { 7, 0, 0, 0 })]
    [InlineData(0.5, new double[] { 3, 3, 0, 0 })]
    [InlineData(100.0 / 120, new double[] { 1, 2, 3, 4 })]
    public void Of_Shares_IsAsItsAuthorsSay(double index, double[] shares)
    {
        Assert.Equal(index, JainsIndex.Of(shares)!.Value, precision: 12);
    }

    [Fact]
    public void Of_NobodyHasAnything_SaysNothing() => Assert.Null(JainsIndex.Of([0, 0]));
}
