using HotPath.Soak.Content;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway;

public sealed class AnswerFaultTests
{
    private const int Seeds = 400;

    [Fact]
    public void Of_EveryShare_IsMetAndLeavesTheRestAlone()
    {
        GatewayFaults faults = new()
        {
            CutShare = 0.1,
            Pause = new LastingFault(0.1, TimeSpan.FromSeconds(1)),
            InBandError = new PlacedFault(0.1, 3),
            Malformed = new PlacedFault(0.1, 3),
            LoseShare = 0.1,
            RepeatShare = 0.1,
            ReorderShare = 0.1,
            AlterShare = 0.1,
            WrongUsageShare = 0.1,
        };

        ILookup<FaultKind?, long> seeds = Enumerable.Range(0, 20_000).Select(seed => (long)seed).ToLookup(seed => PlanOf(faults, seed, tokens: 20).Fault.Kind);

        Assert.Equal(10, seeds.Count);
        Assert.All(seeds, kind => Assert.InRange(kind.Count(), 1_800, 2_200));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(400)]
    public void WritePlain_LostToken_IsFoundAndNamed(int tokens) => AssertNamed(new GatewayFaults { LoseShare = 1 }, tokens, "lost");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(400)]
    public void WritePlain_RepeatedToken_IsFoundAndNamed(int tokens) => AssertNamed(new GatewayFaults { RepeatShare = 1 }, tokens, "repeated");

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(400)]
    public void WritePlain_ReorderedTokens_AreFoundAndNamed(int tokens) => AssertNamed(new GatewayFaults { ReorderShare = 1 }, tokens, "reordered");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(400)]
    public void WritePlain_AlteredToken_IsFoundAndNamed(int tokens) => AssertNamed(new GatewayFaults { AlterShare = 1 }, tokens, "altered");

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(-1_000)]
    public void UsageTokens_WrongUsage_IsFoundAndNamed(int by) => AssertNamed(new GatewayFaults { WrongUsageShare = 1, WrongUsageBy = by }, 17, "wrongUsage");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_NeedsTwoTokensAndThereIsOne_IsNone(bool reorders)
    {
        GatewayFaults faults = reorders
            ? new GatewayFaults { ReorderShare = 1 }
            : new GatewayFaults { Pause = new LastingFault(1, TimeSpan.FromSeconds(1)) };

        Assert.Equal(AnswerFault.None, PlanOf(faults, seed: 1, tokens: 1).Fault);
    }

    [Fact]
    public void Of_Places_AreOftenTheFirstAndTheLastToo()
    {
        int[] places = [.. Enumerable.Range(0, Seeds).Select(seed => PlanOf(new GatewayFaults { LoseShare = 1 }, seed, tokens: 8).Fault.At)];

        Assert.Equal(Enumerable.Range(0, 8), places.Distinct().Order());
    }

    [Fact]
    public void MoveNext_Pause_PutsOffWhatComesAfterIt()
    {
        GatewaySettings settings = SettingsOf(10) with { InterTokenLatency = Distribution.Constant(1e6) };
        StreamPlan plan = new(settings, new GatewayFaults { Pause = new LastingFault(1, TimeSpan.FromMilliseconds(500)), PauseAfterTokens = 3 }, 1, maxTokens: null);

        List<long> moments = [];
        for (int token = 0; token < 5; token++)
        {
            moments.Add(plan.DueNanoseconds);
            plan.MoveNext();
        }

        Assert.Equal([0, 1_000_000, 2_000_000, 503_000_000, 504_000_000], moments);
    }

    [Fact]
    public void IsDelayed_Share_PutsOffAboutSoMany()
    {
        GatewayFaults faults = new() { Delay = new LastingFault(0.25, TimeSpan.FromMilliseconds(700)) };

        long[] firsts = [.. Enumerable.Range(0, 10_000).Select(seed => PlanOf(faults, seed, tokens: 3).DueNanoseconds)];

        Assert.Equal([0, 700_000_000], firsts.Distinct().Order());
        Assert.InRange(firsts.Count(first => first > 0), 2_300, 2_700);
        Assert.Equal(firsts.Select(first => first > 0), Enumerable.Range(0, 10_000).Select(seed => StreamPlan.IsDelayed(faults, seed)));
    }

    [Fact]
    public void Plan_AnswerInOnePiece_HasNoFaultThatNeedsAStream()
    {
        GatewayFaults faults = new()
        {
            CutShare = 0.2,
            Pause = new LastingFault(0.2, TimeSpan.FromSeconds(1)),
            InBandError = new PlacedFault(0.2, 3),
            Malformed = new PlacedFault(0.2, 3),
            LoseShare = 0.2,
        };

        IEnumerable<FaultKind?> kinds = Enumerable.Range(0, Seeds).Select(seed => new StreamPlan(SettingsOf(9), faults, seed, maxTokens: null, streams: false).Fault.Kind);

        Assert.Equal([null, FaultKind.Lose], kinds.Distinct().Order());
    }

    /// <summary>At every way to cut the text in two, too: a word that is split between two reads must not change the finding.</summary>
    private static void AssertNamed(GatewayFaults faults, int tokens, string name)
    {
        TextVerifier verifier = new();
        byte[] room = new byte[SimulatedText.MaxTokenBytes];
        for (long seed = 0; seed < Seeds; seed++)
        {
            StreamPlan plan = PlanOf(faults, seed, tokens);
            List<byte> text = [];
            for (int place = 0; place < plan.Sent; place++) text.AddRange(room[..plan.Text.WritePlain(place, room)]);
            byte[] sent = [.. text];
            int splits = tokens <= 17 ? sent.Length : 1;
            for (int split = 0; split <= splits; split++)
            {
                verifier.Begin(seed);
                verifier.Accept(sent.AsSpan(0, Math.Min(split, sent.Length)));
                verifier.Accept(sent.AsSpan(Math.Min(split, sent.Length)));
                verifier.End(plan.UsageTokens, plan.Tokens);

                Assert.True(Named(verifier) == $"{name} 1", $"seed {seed}, {plan.Fault}, split {split}: {Named(verifier)}");
            }
        }
    }

    private static string Named(TextVerifier verifier)
    {
        (string Name, int Count)[] findings =
        [
            ("lost", verifier.Lost), ("repeated", verifier.Repeated), ("reordered", verifier.Reordered), ("altered", verifier.Altered),
            ("wrongUsage", verifier.IsUsageWrong ? 1 : 0),
        ];
        return string.Join(", ", findings.Where(finding => finding.Count > 0).Select(finding => $"{finding.Name} {finding.Count}"));
    }

    private static StreamPlan PlanOf(GatewayFaults faults, long seed, int tokens) => new(SettingsOf(tokens), faults, seed, maxTokens: null);

    private static GatewaySettings SettingsOf(int tokens) => new()
    {
        TimeToFirstToken = Distribution.Constant(0),
        InterTokenLatency = Distribution.Constant(0),
        Tokens = Distribution.Constant(tokens),
    };
}
