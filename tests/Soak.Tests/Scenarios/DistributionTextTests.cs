using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class DistributionTextTests
{
    [Fact]
    public void TryParse_EachForm_IsThatDistribution()
    {
        Assert.Equal(Distribution.LogNormal(80e6, 0.4), Parse("lognormal(80ms, 0.4)", DistributionUnit.Time));
        Assert.Equal(Distribution.Constant(20e6), Parse("constant(20ms)", DistributionUnit.Time));
        Assert.Equal(Distribution.Constant(20e6), Parse("20ms", DistributionUnit.Time));
        Assert.Equal(Distribution.Uniform(1e3, 2e9), Parse("uniform( 1us ,2s )", DistributionUnit.Time));
        Assert.Equal(Distribution.Uniform(40, 120), Parse("uniform(40, 120)", DistributionUnit.Count));
        Assert.Equal(Distribution.Constant(60), Parse("60", DistributionUnit.Count));
        Assert.Equal(Distribution.Exponential(1.5e9), Parse("exponential( 1.5s )", DistributionUnit.Time));
    }

    [Theory]
    [InlineData("")]
    [InlineData("constant()")]
    [InlineData("constant(1ms, 2ms)")]
    [InlineData("uniform(1ms)")]
    [InlineData("exponential(1ms, 2ms)")]
    [InlineData("lognormal(80ms, 0.4, 1)")]
    [InlineData("lognormal(80ms, 5ms)")]
    [InlineData("lognormal(80ms, 3.1)")]
    [InlineData("Constant(1ms)")]
    [InlineData("constant(1ms")]
    [InlineData("constant (1ms)")]
    [InlineData("20ms, 30ms")]
    [InlineData("constant(NaN)")]
    [InlineData("uniform(2ms, 1ms)")]
    [InlineData("721h")]
    [InlineData("20")]
    public void TryParse_NoDistributionOfTime_SaysWhy(string text)
    {
        Assert.False(DistributionText.TryParse(text, DistributionUnit.Time, out _, out string? problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Format_AnyDistribution_ReadsBackEqual()
    {
        Random random = new(1);
        for (int i = 0; i < 500; i++)
        {
            double first = random.NextDouble() * 1e6;
            Distribution distribution = (i % 4) switch
            {
                0 => Distribution.Constant(first),
                1 => Distribution.Uniform(first / 2, first),
                2 => Distribution.Exponential(first),
                _ => Distribution.LogNormal(first, random.NextDouble()),
            };

            Assert.Equal(distribution, Parse(DistributionText.Format(distribution, DistributionUnit.Time), DistributionUnit.Time));
            Assert.Equal(distribution, Parse(DistributionText.Format(distribution, DistributionUnit.Count), DistributionUnit.Count));
        }
    }

    private static Distribution Parse(string text, DistributionUnit unit)
    {
        Assert.True(DistributionText.TryParse(text, unit, out Distribution distribution, out string? problem), $"{text}: {problem}");
        return distribution;
    }
}
