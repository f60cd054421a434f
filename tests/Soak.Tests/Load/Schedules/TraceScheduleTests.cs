using HotPath.Soak.Load.Schedules;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Traces;

namespace HotPath.Soak.Tests.Load.Schedules;

public sealed class TraceScheduleTests
{
    [Theory]
    [InlineData(1, new double[] { 0, 100, 100, 2_500 }, 3)]
    [InlineData(2, new double[] { 0, 50, 50, 1_250 }, 2)]
    [InlineData(0.5, new double[] { 0, 200, 200, 5_000 }, 6)] // due at 5 s, so the load ends behind it
    public void TryDueAt_AnySpeed_IsTheRecordedMomentOverIt(double speed, double[] expectedMs, double seconds)
    {
        TraceLoad load = Recorded with { Speed = speed };

        Assert.Equal(expectedMs, DueMs(load));
        Assert.Equal(TimeSpan.FromSeconds(seconds), load.Duration);
    }

    [Fact]
    public void TryDueAt_ShorterThanTheTrace_LeavesOutWhatIsAtItsEndOrBehind()
    {
        Assert.Equal([0], DueMs(Recorded with { For = TimeSpan.FromMilliseconds(100) }));
        Assert.Equal([0, 100, 100], DueMs(Recorded with { For = TimeSpan.FromMilliseconds(100.1) }));
        Assert.Equal([0, 100, 100, 2_500], DueMs(Recorded with { For = TimeSpan.FromHours(1) }));
    }

    [Fact]
    public void WithDuration_Trace_CutsItAndDoesNotStretchIt()
    {
        LoadSettings load = Recorded.WithDuration(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(1), load.Duration);
        Assert.Equal([0, 100, 100], DueMs(Assert.IsType<TraceLoad>(load)));
    }

    [Fact]
    public void Of_Trace_WarmsUpAtItsMeanRate()
    {
        (IArrivalSchedule warmUp, _) = Arrivals.Of(Recorded with { WarmUp = TimeSpan.FromSeconds(6) }, seed: 1); // four requests in three seconds

        Assert.True(warmUp.TryDueAt(7, out long last));
        Assert.Equal(5.25e9, last, tolerance: 1_000);
        Assert.False(warmUp.TryDueAt(8, out _));
    }

    private static TraceLoad Recorded { get; } = new()
    {
        File = "t.jsonl",
        Requests = [.. new[] { 0, 100, 100, 2_500 }.Select(milliseconds => new TraceRequest(TimeSpan.FromMilliseconds(milliseconds), 10, 5, []))],
    };

    private static double[] DueMs(TraceLoad load)
    {
        TraceSchedule schedule = new(load);
        List<double> due = [];
        for (long number = 0; schedule.TryDueAt(number, out long nanoseconds); number++) due.Add(nanoseconds / 1e6);
        return [.. due];
    }
}
