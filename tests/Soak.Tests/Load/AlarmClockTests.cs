using System.Collections.Concurrent;
using HotPath.Soak.Load;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Tests.Load;

public sealed class AlarmClockTests
{
    private static readonly TimeProvider Time = TimeProvider.System;

    [Fact]
    public async Task Set_AnyOrder_RingsInOrderOfTheMomentsAndNeverBefore()
    {
        using AlarmClock clock = new(Time);
        using ManualResetEventSlim allSet = new();
        BlockingCollection<Heard> heard = [];
        long now = Time.GetTimestamp();
        long[] moments = [.. ((int[])[40, 5, 80, 1, 20, 0, 60]).Select(milliseconds => now + Elapsed.Stamps(TimeSpan.FromMilliseconds(milliseconds)))];
        clock.Set(new Blocker(allSet), now);

        foreach (long moment in moments) clock.Set(new Listener(moment, heard), moment);
        allSet.Set();
        Heard[] rung = await Task.Run(() => moments.Select(_ => Next(heard)).ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(rung.Select(ring => ring.Moment).Order(), rung.Select(ring => ring.Moment));
        Assert.All(rung, ring => Assert.True(ring.InTime));
        Assert.All(rung, ring => Assert.True(ring.At >= ring.Moment));
    }

    [Fact]
    public void Set_EarlierThanTheOneWaitedFor_RingsFirst()
    {
        using AlarmClock clock = new(Time);
        BlockingCollection<Heard> heard = [];
        long far = Time.GetTimestamp() + Elapsed.Stamps(TimeSpan.FromHours(1));
        clock.Set(new Listener(far, heard), far);
        long near = Time.GetTimestamp() + Elapsed.Stamps(TimeSpan.FromMilliseconds(30));

        clock.Set(new Listener(near, heard), near);

        Assert.Equal(near, Next(heard).Moment);
    }

    [Fact]
    public void End_WithSomebodyWaiting_RingsAtOnceAndSaysSo()
    {
        AlarmClock clock = new(Time);
        BlockingCollection<Heard> heard = [];
        long far = Time.GetTimestamp() + Elapsed.Stamps(TimeSpan.FromHours(1));
        clock.Set(new Listener(far, heard), far);
        clock.Set(new Listener(far + 1, heard), far + 1);

        clock.End();

        Assert.False(Next(heard).InTime);
        Assert.False(Next(heard).InTime);
        clock.Set(new Listener(0, heard), 0);
        Assert.False(Next(heard).InTime);
    }

    [Fact]
    public async Task UntilAsync_AgainAndAgain_AllocatesNothing()
    {
        using AlarmClock clock = new(Time);
        Pause pause = new(clock);
        long allocated = long.MaxValue;
        for (int round = 0; round < 20 && allocated > 0; round++)
        {
            await pause.UntilAsync(Soon(), Time.GetTimestamp());
            long before = GC.GetAllocatedBytesForCurrentThread(); // from here on we are on the clock's thread
            clock.Set(Nobody.Instance, Soon());
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task UntilAsync_MomentInThePast_IsNoWaitUnlessTheClockHasEnded()
    {
        AlarmClock clock = new(Time);
        Pause pause = new(clock);
        long now = Time.GetTimestamp();

        Assert.True(await pause.UntilAsync(now - 1, now));
        Assert.True(await pause.UntilAsync(now, now));
        clock.End();
        Assert.False(await pause.UntilAsync(now - 1, now));
        Assert.False(await pause.UntilAsync(now + Elapsed.Stamps(TimeSpan.FromHours(1)), now));
    }

    private static Heard Next(BlockingCollection<Heard> heard) => heard.Take(TestContext.Current.CancellationToken);

    private static long Soon() => Time.GetTimestamp() + Elapsed.Stamps(TimeSpan.FromMilliseconds(1));

    private readonly record struct Heard(long Moment, long At, bool InTime);

    private sealed class Listener(long moment, BlockingCollection<Heard> heard) : IAlarm
    {
        public void Ring(bool inTime) => heard.Add(new Heard(moment, Time.GetTimestamp(), inTime));
    }

    /// <summary>Keeps the clock's thread until told: meanwhile it rings nobody.</summary>
    private sealed class Blocker(ManualResetEventSlim until) : IAlarm
    {
        public void Ring(bool inTime) => until.Wait();
    }

    private sealed class Nobody : IAlarm
    {
        public static Nobody Instance { get; } = new();

        public void Ring(bool inTime)
        {
        }
    }
}
