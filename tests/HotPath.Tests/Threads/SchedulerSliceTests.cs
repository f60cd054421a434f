using HotPath.Threads;

namespace HotPath.Tests.Threads;

public sealed class SchedulerSliceTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(200)]
    [InlineData(100)]
    public void Set_OnAThread_IsItsOwnAndNoOtherThreads(int microseconds)
    {
        TimeSpan? others = SchedulerSlice.OfCallingThread;
        if (others is null) Assert.Skip("Nothing says the slice of a thread here: no Linux of 6.12 or later.");

        TimeSpan? own = OnAThread(() => SchedulerSlice.Set(TimeSpan.FromMicroseconds(microseconds)));

        Assert.Equal(TimeSpan.FromMicroseconds(microseconds), own);
        Assert.Equal(others, SchedulerSlice.OfCallingThread);
    }

    [Fact]
    public void Set_ShorterThanTheShortest_IsTheShortest()
    {
        if (SchedulerSlice.OfCallingThread is null) Assert.Skip("Nothing says the slice of a thread here: no Linux of 6.12 or later.");

        Assert.Equal(SchedulerSlice.Shortest, OnAThread(() => SchedulerSlice.Set(TimeSpan.FromTicks(1))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Set_NoLength_Throws(int ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SchedulerSlice.Set(TimeSpan.FromTicks(ticks)));

    [Fact]
    public void Set_ThreadThatItStarts_HasTheUsualSlice()
    {
        TimeSpan? started = TimeSpan.Zero;

        OnAThread(() =>
        {
            SchedulerSlice.Set(SchedulerSlice.Shortest);
            started = OnAThread(() => { });
        });

        Assert.Equal(OnAThread(() => { }), started);
    }

    private static TimeSpan? OnAThread(Action set)
    {
        TimeSpan? slice = null;
        Thread thread = new(() =>
        {
            set();
            slice = SchedulerSlice.OfCallingThread;
        });
        thread.Start();
        thread.Join();
        return slice;
    }
}
