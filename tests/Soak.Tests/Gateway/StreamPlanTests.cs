using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway;

public class StreamPlanTests
{
    private static readonly GatewaySettings Constant = new()
    {
        TimeToFirstToken = Distribution.Constant(50e6),
        InterTokenLatency = Distribution.Constant(10e6),
        Tokens = Distribution.Constant(8),
    };

    [Fact]
    public void MoveNext_ConstantGaps_IsFirstTokenPlusGaps()
    {
        StreamPlan plan = PlanOf(Constant, seed: 1);

        Assert.Equal([50_000_000, 60_000_000, 70_000_000, 80_000_000], Moments(plan, 4));
        Assert.Equal(8, plan.Tokens);
    }

    [Fact]
    public void MoveToLast_FromTheFirst_IsTheLastTokensMoment()
    {
        StreamPlan plan = PlanOf(Constant, seed: 1);

        plan.MoveToLast();

        Assert.Equal(120_000_000, plan.DueNanoseconds);
    }

    [Fact]
    public void Plan_SameSeed_IsTheSameWhateverTheFaults()
    {
        GatewaySettings settings = new() { InterTokenLatency = Distribution.LogNormal(20e6, 0.5) };

        StreamPlan plan = PlanOf(settings, seed: 77);
        StreamPlan again = new(settings, new GatewayFaults { CutShare = 1 }, 77, maxTokens: null);
        StreamPlan other = PlanOf(settings, seed: 78);

        Assert.Equal(plan.Tokens, again.Tokens);
        List<long> moments = Moments(plan, 40);
        Assert.Equal(moments, Moments(again, 40));
        Assert.NotEqual(moments, Moments(other, 40));
        Assert.Equal(moments.Order(), moments);
    }

    [Fact]
    public void CutAfter_Share_CutsAboutSoMany()
    {
        GatewayFaults faults = new() { CutShare = 0.25, CutAfterTokens = 3 };

        int cut = Enumerable.Range(0, 10_000).Count(seed => new StreamPlan(Constant, faults, seed, maxTokens: null).CutAfter == 3);

        Assert.InRange(cut, 2_300, 2_700);
    }

    [Theory]
    [InlineData(null, 8, false)]
    [InlineData(9, 8, false)]
    [InlineData(8, 8, false)]
    [InlineData(7, 7, true)]
    public void Tokens_Cap_EndsTheAnswer(int? cap, int tokens, bool isCapped)
    {
        StreamPlan plan = new(Constant, new GatewayFaults(), seed: 1, cap);

        Assert.Equal((tokens, isCapped), (plan.Tokens, plan.IsCapped));
    }

    [Fact]
    public void Plan_DrawsBelowZero_AreTakenAsZeroAndOneToken()
    {
        GatewaySettings settings = new()
        {
            TimeToFirstToken = Distribution.Constant(-5),
            InterTokenLatency = Distribution.Constant(double.NegativeInfinity),
            Tokens = Distribution.Constant(-3),
        };

        StreamPlan plan = PlanOf(settings, seed: 1);

        Assert.Equal([0, 0, 0], Moments(plan, 3));
        Assert.Equal(1, plan.Tokens);
    }

    private static StreamPlan PlanOf(GatewaySettings settings, long seed) => new(settings, new GatewayFaults(), seed, maxTokens: null);

    private static List<long> Moments(StreamPlan plan, int count)
    {
        List<long> moments = [];
        for (int token = 0; token < count; token++)
        {
            moments.Add(plan.DueNanoseconds);
            plan.MoveNext();
        }

        return moments;
    }
}
