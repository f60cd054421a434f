using HotPath.Micro.Suite;

namespace HotPath.EndToEnd.Tests.Micro;

public class MedianRatioColumnTests
{
    [Theory]
    [InlineData(1, "1.00")]
    [InlineData(123.4, "123")]
    [InlineData(12.34, "12.3")]
    [InlineData(0.2549, "0.25")]
    [InlineData(0.0123, "0.012")]
    [InlineData(0.0081, "0.0081")]
    [InlineData(0, "0.0000")]
    [InlineData(double.NaN, "NA")] // nothing over nothing
    [InlineData(double.PositiveInfinity, "NA")]
    public void Format_AnyRatio_KeepsTheDigitsThatCount(double ratio, string expected)
    {
        Assert.Equal(expected, MedianRatioColumn.Format(ratio));
    }
}
