using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Load;

public sealed class GroupChoiceTests
{
    private static readonly RequestGroup FourModels = new()
    {
        Name = "chat",
        Models = [new WeightedModel("a", 40), new WeightedModel("b", 30), new WeightedModel("c", 20), new WeightedModel("d", 10)],
    };

    [Fact]
    public void Of_NothingToChoose_IsNull() => Assert.Null(GroupChoice.Of(new RequestGroup { Name = "chat" }, 0, []));

    /// <summary>The seed that came with this project's task drew its weighted models evenly.</summary>
    [Fact]
    public void Draw_WeightedModels_AreWithinOneOfTheirSharesAtEveryPrefix() =>
        AssertShares([40, 30, 20, 10], [.. Draws(FourModels, [], 1_000).Select(draw => draw.Model)]);

    [Fact]
    public void Draw_Tenants_AreWithinOneOfTheirSharesAndSoAreTheModelsOfEach()
    {
        Tenant[] tenants = [new() { Name = "free", Weight = 5 }, new() { Name = "pro", Weight = 3 }, new() { Name = "other", Weight = 2 }];

        RequestDraw[] draws = Draws(FourModels, tenants, 10_000);

        AssertShares([5, 3, 2], [.. draws.Select(draw => draw.Tenant)]);
        for (int tenant = 0; tenant < tenants.Length; tenant++)
        {
            AssertShares([40, 30, 20, 10], [.. draws.Where(draw => draw.Tenant == tenant).Select(draw => draw.Model)]);
        }
    }

    /// <summary>Two cycles of one length side by side would give each tenant one model for ever.</summary>
    [Fact]
    public void Draw_TenantsAndModelsOfEqualWeights_AllMeet()
    {
        RequestGroup group = new() { Name = "chat", Models = [new WeightedModel("a", 1), new WeightedModel("b", 1)], Distinct = 2 };

        RequestDraw[] draws = Draws(group, [new Tenant { Name = "x" }, new Tenant { Name = "y" }], 100);

        Assert.Equal(4, draws.Select(draw => (draw.Tenant, draw.Model)).Distinct().Count());
        Assert.Equal(4, draws.Select(draw => (draw.Tenant, draw.Seed)).Distinct().Count());
    }

    [Fact]
    public void Draw_TenantsPlans_AreRespectedUnlessToldOtherwise()
    {
        Tenant[] tenants =
        [
            new() { Name = "small", Models = ["b", "d"], Weight = 2 },
            new() { Name = "none-of-these", Models = ["z"], Weight = 100 },
            new() { Name = "careless", Models = ["b"], RespectsPlan = false },
        ];

        RequestDraw[] draws = Draws(FourModels, tenants, 3_000);

        AssertShares([2, 0, 1], [.. draws.Select(draw => draw.Tenant)]);
        AssertShares([0, 30, 0, 10], [.. draws.Where(draw => draw.Tenant == 0).Select(draw => draw.Model)]);
        AssertShares([40, 30, 20, 10], [.. draws.Where(draw => draw.Tenant == 2).Select(draw => draw.Model)]);
    }

    [Fact]
    public void Draw_GroupWithoutAModel_IsSentByAll()
    {
        RequestGroup list = new() { Name = "list", Endpoint = Endpoint.Models };

        RequestDraw[] draws = Draws(list, [new Tenant { Name = "x", Models = ["z"] }, new Tenant { Name = "y" }], 100);

        AssertShares([1, 1], [.. draws.Select(draw => draw.Tenant)]);
    }

    [Fact]
    public void Draw_Distinct_RepeatsEachTextInTurnAndNeverAnIdentity()
    {
        RequestDraw[] draws = Draws(FourModels with { Distinct = 20 }, [], 1_000);

        Assert.Equal(20, draws.Take(20).Select(draw => draw.Seed).Distinct().Count());
        for (int number = 20; number < draws.Length; number++) Assert.Equal((draws[number - 20].Seed, draws[number - 20].Model), (draws[number].Seed, draws[number].Model));
        Assert.Equal(1_000, draws.Select(draw => draw.Identity).Distinct().Count());
        Assert.Empty(draws.Select(draw => draw.Seed).Intersect(Draws(FourModels with { Distinct = 20 }, [], 20, phaseSeed: ~1).Select(draw => draw.Seed)));
        Assert.Empty(draws.Select(draw => draw.Seed).Intersect(Draws(FourModels with { Distinct = 20 }, [], 20, place: 1).Select(draw => draw.Seed)));
    }

    private static RequestDraw[] Draws(RequestGroup group, IReadOnlyList<Tenant> tenants, int count, long phaseSeed = 1, int place = 0)
    {
        GroupChoice choice = GroupChoice.Of(group, place, tenants)!;
        return [.. Enumerable.Range(0, count).Select(number => choice.Draw(number, RequestDraw.SeedAt(phaseSeed, number), phaseSeed))];
    }

    private static void AssertShares(int[] weights, int[] members)
    {
        long total = weights.Sum();
        long[] seen = new long[weights.Length];
        for (int number = 0; number < members.Length; number++)
        {
            seen[members[number]]++;
            for (int member = 0; member < weights.Length; member++)
            {
                long off = (seen[member] * total) - ((number + 1L) * weights[member]);
                if (Math.Abs(off) >= total) Assert.Fail($"weights {string.Join(',', weights)}: member {member} had {seen[member]} of the first {number + 1}");
            }
        }
    }
}
