using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics.Trends;

public sealed class WalkDriftTests
{
    /// <summary>Steps of 1, 3, 2 and 2 in equal times: their mean is 2, their standard error 0.408, and Student's t of three degrees at 0.995 is 5.841.</summary>
    [Fact]
    public void Of_StepsInEqualTimes_IsTheirMeanWithStudentsBounds()
    {
        TrendEstimate estimate = WalkDrift.Of([0, 1, 2, 3, 4], [10, 11, 14, 16, 18]);

        Assert.Equal(2, estimate.Interval.Estimate, 12);
        Assert.Equal(2 - (5.8409 * Math.Sqrt(2.0 / 3 / 4)), estimate.Interval.Low, 3);
        Assert.Equal(2 + (5.8409 * Math.Sqrt(2.0 / 3 / 4)), estimate.Interval.High, 3);
        Assert.InRange(estimate.P, 0.01, 0.02); // t is 4.90
    }

    [Theory]
    [InlineData(0, 0.005, 0.015)]
    [InlineData(0.9, 0, 0.01)]
    public void Of_StepsWithoutADrift_FindsOneAsRarelyAsSaid(double takenBack, double least, double most)
    {
        Random random = new(7);
        int found = Enumerable.Range(0, 4_000).Count(_ => WalkDrift.Of([.. Enumerable.Range(0, 18).Select(n => (double)n)], Walk(random, takenBack)).P < 0.01);

        Assert.InRange(found / 4_000.0, least, most);
    }

    private static double[] Walk(Random random, double takenBack)
    {
        double at = 0;
        return [.. Enumerable.Range(0, 18).Select(_ => at = ((1 - takenBack) * at) + Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6)];
    }
}
