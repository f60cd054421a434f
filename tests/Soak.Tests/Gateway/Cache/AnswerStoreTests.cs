using HotPath.Soak.Gateway.Cache;

namespace HotPath.Soak.Tests.Gateway.Cache;

public sealed class AnswerStoreTests
{
    private const long Second = 1_000_000_000;

    private readonly AnswerStore _store = new(most: 3, TimeSpan.FromSeconds(10));

    [Theory]
    [InlineData(0, true)]
    [InlineData((10 * Second) - 1, true)]
    [InlineData(10 * Second, false)]
    public void Ask_AroundItsTime_GivesTheAnswerOnlyBefore(long later, bool isThere)
    {
        Keep(1, now: 5);

        FoundAnswer found = Ask(1, 5 + later);

        Assert.Equal(isThere, found.Answer is not null);
        Assert.Equal(!isThere, found.IsOwn);
    }

    [Fact]
    public void Ask_OfAnAnswerThatIsTooOld_TakesItOutAndCountsNoEviction()
    {
        Keep(1, now: 0);

        Ask(1, 10 * Second);

        Assert.Equal((0, 0), (_store.Count, _store.Evicted));
    }

    [Fact]
    public void Keep_MoreThanThereIsRoomFor_PushesOutWhatWasAskedForLongestAgo()
    {
        foreach (int number in (int[])[1, 2, 3]) Keep(number, now: 0);
        Ask(1, 1); // so that 2 is the oldest in use
        Keep(4, now: 2);

        Assert.Equal((3, 1), (_store.Count, _store.Evicted));
        Assert.Equal([true, false, true, true], ((int[])[1, 2, 3, 4]).Select(number => Ask(number, 3).Answer is not null));
    }

    [Fact]
    public void Keep_Thousands_NeverHoldsMoreThanItsBound()
    {
        for (int number = 0; number < 5_000; number++)
        {
            Keep(number, now: number);
            Assert.True(_store.Count <= 3);
        }

        Assert.Equal(4_997, _store.Evicted);
    }

    [Fact]
    public void Keep_TheSameAgain_TakesItsPlaceAndItsTimeBeginsAnew()
    {
        AnswerFlight first = Ask(1, 0, joins: false).Flight!;
        AnswerFlight second = Ask(1, 0, joins: false).Flight!;
        first.Complete(Answer(1), 0);
        second.Complete(Answer(2), 5 * Second);

        Assert.Equal(1, _store.Count);
        Assert.Equal(2, Ask(1, (15 * Second) - 1).Answer!.Completion);
    }

    [Fact]
    public void Ask_WhileItIsMade_WaitsForTheOneThatMakesIt()
    {
        AnswerFlight own = Ask(1, 0).Flight!;
        FoundAnswer second = Ask(1, 0);

        Assert.Same(own, second.Flight);
        Assert.False(second.IsOwn);
        Assert.False(second.Flight!.Over.IsCompleted);

        own.Complete(Answer(1), 0);
        Assert.True(second.Flight.Over.IsCompleted);
        Assert.Equal(1, second.Flight.Answer!.Completion);
    }

    [Fact]
    public void Ask_WithoutJoining_MakesItsOwn()
    {
        Ask(1, 0);

        Assert.True(Ask(1, 0, joins: false).IsOwn);
    }

    [Fact]
    public void GiveUp_TheFirst_LetsTheNextMakeIt()
    {
        Ask(1, 0).Flight!.GiveUp(wasCut: false);

        Assert.True(Ask(1, 0).IsOwn);
    }

    [Fact]
    public void Clear_WhileOneIsMade_ForgetsThatToo()
    {
        Keep(1, now: 0);
        AnswerFlight flight = Ask(2, 0).Flight!;
        _store.Clear();
        flight.Complete(Answer(2), 0);

        Assert.Equal(0, _store.Count);
        Assert.True(Ask(1, 0).IsOwn);
        Assert.True(Ask(2, 0).IsOwn);
        Assert.Equal(2, flight.Answer!.Completion); // those who waited have it
    }

    [Fact]
    public void Set_ASmallerBound_PushesOutWhatIsTooMuch()
    {
        foreach (int number in (int[])[1, 2, 3]) Keep(number, now: 0);

        _store.Set(1, TimeSpan.FromSeconds(10));

        Assert.Equal((1, 2), (_store.Count, _store.Evicted));
        Assert.NotNull(Ask(3, 0).Answer);
    }

    [Fact]
    public void Ask_OfAnotherTenant_IsAnotherAnswer()
    {
        Keep(1, now: 0);

        Assert.True(_store.Ask(new AnswerKey("other", Request(1)), Request(1), joins: true, 0).IsOwn);
    }

    private FoundAnswer Ask(int number, long now, bool joins = true) => _store.Ask(new AnswerKey("", Request(number)), Request(number), joins, now);

    private void Keep(int number, long now) => Ask(number, now).Flight!.Complete(Answer(number), now);

    private static StoredAnswer Answer(int number) => new(Request(number), number, 0, "alpha");

    private static RequestFingerprint Request(int number) => new(0, (UInt128)number);
}
