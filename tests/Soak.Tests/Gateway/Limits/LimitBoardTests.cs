using HotPath.Soak.Gateway;
using HotPath.Soak.Gateway.Limits;
using HotPath.Soak.Gateway.Tenants;
using HotPath.Soak.Scenarios;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Tests.Gateway.Limits;

public sealed class LimitBoardTests
{
    private static readonly LimitSettings OfRequests = new() { Per = LimitScope.All, Limit = 3 };
    private static readonly LimitSettings OfTokens = new() { Per = LimitScope.All, Of = LimitUnit.Tokens, Limit = 100 };

    private readonly HandClock _clock = new();

    [Fact]
    public void Decide_OneOfSeveralRefuses_ChargesNone()
    {
        LimitBoard board = Board(OfRequests, OfTokens);

        Assert.Null(board.Decide(By("a"), Asking(maxTokens: 80)).Refusal);
        LimitDecision refused = board.Decide(By("a"), Asking(maxTokens: 80));

        Assert.Same(OfTokens, refused.Refusal!.Limit);
        Assert.Equal(new LimitState(3, 2, 1_000_000_000), refused.Requests);
        Assert.Equal(new LimitState(100, 10, 1_000_000_000), refused.Tokens);
        Assert.Equal([(1L, 0L), (1L, 1L)], Counts(board)); // who did not refuse counts nothing
    }

    [Fact]
    public void Decide_SeveralRefuse_NamesTheLongestWait()
    {
        LimitBoard board = Board(OfRequests with { Limit = 1 }, OfRequests with { Limit = 1, Every = TimeSpan.FromSeconds(10) });
        board.Decide(By("a"), Asking());

        _clock.Move(400_000_000);

        Assert.Equal(9_600_000_000, board.Decide(By("a"), Asking()).Refusal!.WaitNanoseconds);
    }

    [Theory]
    [InlineData("key", "a", "free", "m", "b", "paid", "m")]
    [InlineData("tenant", "a", "free", "m", "b", "free", "other")]
    [InlineData("model", "a", "free", "m", "b", "paid", "m")]
    [InlineData("endpoint", "a", "free", "m", "b", "paid", "other")]
    [InlineData("all", "a", "free", "m", "b", "paid", "other")]
    public void Decide_Scope_CountsTogetherWhatItSays(string per, string key, string tenant, string model, string otherKey, string otherTenant, string otherModel)
    {
        LimitSettings limit = new() { Per = Enum.Parse<LimitScope>(per, ignoreCase: true), Limit = 1 };
        LimitBoard board = Board(limit);

        Assert.Null(board.Decide(new Caller(key, null, tenant), Asking(model)).Refusal);
        bool together = board.Decide(new Caller(otherKey, null, otherTenant), Asking(otherModel)).Refusal is not null;

        Assert.Equal(per != "key", together);
        Assert.NotNull(board.Decide(new Caller(key, null, tenant), Asking(model)).Refusal);
    }

    [Fact]
    public void Decide_NotForTheRequest_IsInNoHeader()
    {
        LimitBoard board = Board(OfRequests with { Models = ["other"] }, OfRequests with { Tenants = ["paid"] }, OfRequests with { Endpoints = [Endpoint.Embeddings] });

        LimitDecision decision = board.Decide(By("a"), Asking());

        Assert.Equal(new LimitDecision(null, null, null, null), decision);
        Assert.Empty(Counts(board));
    }

    [Theory]
    [InlineData("Completed", 20, 70)] // 100 - 10 of the prompt - 20
    [InlineData("Cut", 5, 85)]
    [InlineData("Abandoned", 0, 90)]
    [InlineData("Refused", 0, 100)]
    public void Over_AnyEnd_LeavesChargedWhatWasUsed(string end, int tokens, long remaining)
    {
        LimitBoard board = Board(OfTokens);
        LimitDecision decision = board.Decide(By("a"), Asking(maxTokens: 60));
        Assert.Equal(30, decision.Tokens!.Value.Remaining);

        decision.Charge!.Over(Enum.Parse<ServingEnd>(end), tokens);

        Assert.Equal(remaining, board.Decide(By("a"), Asking(promptTokens: 1_000)).Tokens!.Value.Remaining); // refused, so not charged
    }

    /// <summary>Without max_tokens the answers under way may overrun the limit; those who come next wait for it.</summary>
    [Fact]
    public void Over_NoMaxTokens_IsTakenWhenItIsKnown()
    {
        LimitBoard board = Board(OfTokens with { Window = LimitWindow.Bucket });
        LimitDecision decision = board.Decide(By("a"), Asking());
        Assert.Equal(90, decision.Tokens!.Value.Remaining);

        decision.Charge!.Over(ServingEnd.Completed, tokens: 190);

        LimitDecision next = board.Decide(By("a"), Asking(promptTokens: 5));
        Assert.Equal((0, 1_050_000_000), (next.Tokens!.Value.Remaining, next.Refusal!.WaitNanoseconds)); // 100 too many, and 5, at 100 a second
    }

    [Fact]
    public void Decide_FromManyThreadsAtOneMoment_AllowsExactlyTheLimit()
    {
        const int Threads = 8;
        const int Asked = 5_000;
        LimitBoard board = Board(
            OfRequests with { Limit = 1_234 },
            OfTokens with { Limit = LimitSettings.MostLimit, Window = LimitWindow.Sliding },
            OfRequests with { Limit = 2_000, Window = LimitWindow.Bucket });
        int allowed = 0;

        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (int asked = 0; asked < Asked; asked++)
            {
                LimitDecision decision = board.Decide(By("a"), Asking(maxTokens: 10));
                if (decision.Refusal is not null) continue;

                Interlocked.Increment(ref allowed);
                decision.Charge!.Over(ServingEnd.Completed, 3);
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();

        Assert.Equal(1_234, allowed);
        Assert.Equal([(1_234L, (Threads * Asked) - 1_234L), (1_234L, 0L), (1_234L, 0L)], Counts(board));
        Assert.Equal(LimitSettings.MostLimit - (1_234 * 13), board.Decide(By("a"), Asking()).Tokens!.Value.Remaining);
    }

    [Fact]
    public void Decide_MoreKeysThanAreKept_StaysBoundedAndForgetsWhatIsOver()
    {
        LimitBoard board = Board(new LimitSettings { Limit = 1 });
        for (int key = 0; key < LimitRule.MostKeys + 5; key++) board.Decide(By($"k{key}"), Asking());

        Assert.Equal(LimitRule.MostKeys + 1, Counts(board).Count);
        Assert.NotNull(board.Decide(By("k0"), Asking()).Refusal); // still has its own
        Assert.NotNull(board.Decide(By("one more"), Asking()).Refusal); // shares what is full

        _clock.Move(1_000_000_000);
        Assert.Null(board.Decide(By("one more"), Asking()).Refusal);

        Assert.Equal(2, Counts(board).Count);
        Assert.Equal(LimitRule.MostKeys + 2, Counts(board).Sum(count => count.Accepted)); // those beyond had one together
    }

    [Fact]
    public void Decide_AnswerNotOver_IsNotForgotten()
    {
        LimitBoard board = Board(OfTokens with { Per = LimitScope.Key, Window = LimitWindow.Bucket });
        TokenCharge charge = board.Decide(By("slow"), Asking(promptTokens: 1)).Charge!;
        for (int key = 1; key < LimitRule.MostKeys; key++) board.Decide(By($"k{key}"), Asking()).Charge!.Over(ServingEnd.Completed, 1);
        _clock.Move(10_000_000_000);
        board.Decide(By("new"), Asking()).Charge!.Over(ServingEnd.Completed, 1);

        charge.Over(ServingEnd.Completed, 500);

        Assert.Equal(2, Counts(board).Count(count => count.Accepted == 1));
        Assert.NotNull(board.Decide(By("slow"), Asking(promptTokens: 1)).Refusal);
    }

    [Fact]
    public void Set_OtherLimits_BeginAnew()
    {
        LimitBoard board = Board(OfRequests with { Limit = 1 });
        TokenCharge? none = board.Decide(By("a"), Asking()).Charge;
        _clock.Move(300_000_000);

        board.Set([OfRequests with { Limit = 1 }]);

        Assert.Null(none);
        Assert.Null(board.Decide(By("a"), Asking()).Refusal);
        _clock.Move(100_000_000);
        Assert.Equal(900_000_000, board.Decide(By("a"), Asking()).Refusal!.WaitNanoseconds); // its windows begin when it was set
        board.Set([]);
        Assert.True(board.IsEmpty);
    }

    private LimitBoard Board(params LimitSettings[] limits) => new(new TokenWheel(_clock), limits);

    private static Caller By(string key) => new(key, null, Caller.NoTenant);

    private static AskedFor Asking(string model = "m", int promptTokens = 10, int? maxTokens = null) =>
        new(GatewayRoute.Chat, ModelName.Of(System.Text.Encoding.UTF8.GetBytes(model)), Seed: 1) { PromptTokens = promptTokens, MaxTokens = maxTokens };

    private static List<(long Accepted, long Rejected)> Counts(LimitBoard board) =>
        [.. board.Counts(withWindows: false).SelectMany(limit => limit.Keys).Select(count => (count.Accepted, count.Rejected))];
}
