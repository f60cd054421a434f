using HotPath.Recording;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Tests.Machine;

public sealed class GcEventsTests
{
    private const uint ForCollection = 1;
    private const uint ForPreparation = 6;
    private const uint Induced = 1;
    private const uint SmallObjects = 0;
    private const long Ms = 10_000; // ticks

    [Fact]
    public void Events_OfABackgroundCollectionWithAYoungOneInside_ArePausesEachForItself()
    {
        GcEvents events = new(tellsRequestedApart: true);

        Pause(events, ForCollection, 0, 2 * Ms, () => events.OnStart(generation: 2, SmallObjects));
        Pause(events, ForCollection, 10 * Ms, 11 * Ms, () => events.OnStart(generation: 0, SmallObjects));
        events.OnEnd(2);
        Pause(events, ForPreparation, 20 * Ms, 23 * Ms);
        events.OnEnd(1);

        Assert.Equal((3L, 3_000_000L, 0L), (CountOf(events.Pauses), MaxOf(events.Pauses) / 1_000 * 1_000, CountOf(events.RequestedPauses)));
        Assert.Equal((0L, 0L, 2L), (events.Requested, events.RequestedGen2, events.LastEnded));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Events_OfACollectionThatWasAskedFor_AreToldApartWhereTheyShouldBe(bool apart)
    {
        GcEvents events = new(apart);

        Pause(events, ForCollection, 0, Ms, () => events.OnStart(generation: 2, Induced));
        Pause(events, ForCollection, 2 * Ms, 3 * Ms, () => events.OnStart(generation: 0, Induced));
        Pause(events, ForCollection, 4 * Ms, 5 * Ms, () => events.OnStart(generation: 1, SmallObjects));

        Assert.Equal((2L, 1L), (events.Requested, events.RequestedGen2));
        Assert.Equal(apart ? (1L, 2L) : (3L, 0L), (CountOf(events.Pauses), CountOf(events.RequestedPauses)));
    }

    [Theory]
    [InlineData(0u)] // any other
    [InlineData(3u)] // a debugger
    [InlineData(5u)] // the end of the process
    public void Events_OfAStopForAnotherReason_AreNoPause(uint reason)
    {
        GcEvents events = new(tellsRequestedApart: false);

        Pause(events, reason, 0, Ms);
        events.OnRestartEnd(2 * Ms); // its beginning was before anybody listened

        Assert.Equal(0, CountOf(events.Pauses));
    }

    private static void Pause(GcEvents events, uint reason, long from, long to, Action? within = null)
    {
        events.OnSuspendBegin(reason, from);
        within?.Invoke();
        events.OnRestartEnd(to);
    }

    private static long CountOf(LatencyRecorder recorder) => Copy(recorder).Count;

    private static long MaxOf(LatencyRecorder recorder) => Copy(recorder).Max;

    private static HistogramSnapshot Copy(LatencyRecorder recorder)
    {
        HistogramSnapshot copy = new();
        recorder.CopyTo(copy);
        return copy;
    }
}
