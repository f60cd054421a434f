using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class DrawsTests
{
    private const int Draws = 200_000;
    private const ulong Seed = 7;

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    [InlineData(1)] // here the method changes
    [InlineData(1.001)]
    [InlineData(3)]
    [InlineData(500)]
    public void Gamma_AnyShape_HasTheShapeAsMeanAndVariance(double shape)
    {
        SplitMix64 random = new(Seed);
        AssertMoments(() => HotPath.Soak.Scenarios.Draws.Gamma(ref random, shape), mean: shape, variance: shape, excessKurtosis: 6 / shape);
    }

    /// <summary>Of a gamma with shape 1 and of an exponential the share above t is exp(-t), at each t.</summary>
    [Fact]
    public void Gamma_ShapeOne_IsExponential()
    {
        SplitMix64 gamma = new(Seed);
        SplitMix64 exponential = new(Seed);
        double[] ofGamma = [.. Enumerable.Range(0, Draws).Select(_ => HotPath.Soak.Scenarios.Draws.Gamma(ref gamma, 1))];
        double[] ofExponential = [.. Enumerable.Range(0, Draws).Select(_ => HotPath.Soak.Scenarios.Draws.Exponential(ref exponential))];

        foreach (double t in (double[])[0.1, 0.5, 1, 2, 4])
        {
            double error = 5 * Math.Sqrt(Math.Exp(-t) * (1 - Math.Exp(-t)) / Draws);
            Assert.InRange(ofGamma.Count(draw => draw > t) / (double)Draws, Math.Exp(-t) - error, Math.Exp(-t) + error);
            Assert.InRange(ofExponential.Count(draw => draw > t) / (double)Draws, Math.Exp(-t) - error, Math.Exp(-t) + error);
        }
    }

    [Fact]
    public void Draw_Exponential_HasItsMean()
    {
        SplitMix64 random = new(Seed);
        AssertMoments(() => Distribution.Exponential(20e6).Draw(ref random) / 20e6, mean: 1, variance: 1, excessKurtosis: 6);
    }

    [Fact]
    public void Draw_Uniform_StaysBetweenItsEndsAndHasTheirMiddleAsMean()
    {
        SplitMix64 random = new(Seed);
        AssertMoments(() => Distribution.Uniform(10, 16).Draw(ref random), mean: 13, variance: 3, excessKurtosis: -1.2);
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.InRange(Distribution.Uniform(10, 16).Draw(ref random), 10, 16));
    }

    private static void AssertMoments(Func<double> draw, double mean, double variance, double excessKurtosis)
    {
        double[] drawn = [.. Enumerable.Range(0, Draws).Select(_ => draw())];
        double found = drawn.Average();
        double spread = drawn.Sum(value => (value - found) * (value - found)) / (Draws - 1);

        // Five standard errors of each estimate.
        Assert.InRange(found - mean, -5 * Math.Sqrt(variance / Draws), 5 * Math.Sqrt(variance / Draws));
        Assert.InRange((spread / variance) - 1, -5 * Math.Sqrt((2 + excessKurtosis) / Draws), 5 * Math.Sqrt((2 + excessKurtosis) / Draws));
    }
}
