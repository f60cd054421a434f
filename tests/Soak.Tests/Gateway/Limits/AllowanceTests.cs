using HotPath.Analysis.Words;
using HotPath.Soak.Gateway.Limits;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway.Limits;

public sealed class AllowanceTests
{
    private const int Steps = 400;

    public static TheoryData<string, int, string, int?> Limits
    {
        get
        {
            TheoryData<string, int, string, int?> limits = [];
            foreach (string window in Enum.GetNames<LimitWindow>())
            {
                limits.Add(window, 1, "1ms", null);
                limits.Add(window, 7, "1.0001ms", null); // no multiple of its 4,096 parts
                limits.Add(window, 100, "1s", null);
                limits.Add(window, LimitSettings.MostLimit, "720h", null); // the largest of both
            }

            limits.Add(nameof(LimitWindow.Bucket), 7, "1.0001ms", 3);
            limits.Add(nameof(LimitWindow.Bucket), 3, "1s", 40);
            limits.Add(nameof(LimitWindow.Bucket), LimitSettings.MostLimit, "720h", LimitSettings.MostLimit);
            return limits;
        }
    }

    /// <summary>Arrivals at random, some at once, some a moment before or after something ends; each asks for 1 to a little more than can be had.</summary>
    [Theory]
    [MemberData(nameof(Limits))]
    public void WaitFor_RandomArrivals_AllowsExactlyWhatTheModelAllows(string window, int most, string every, int? burst)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            History history = new(Limit(window, most, every, burst), seed);
            for (int step = 0; step < Steps; step++)
            {
                history.GoOn();
                long cost = history.DrawCost();
                long wait = history.Allowance.WaitFor(history.Now, cost);

                Assert.True((wait == 0) == history.Model.Allows(history.Now, cost), $"seed {seed}, step {step}: {cost} at {history.Now} must wait {wait} ns");
                if (wait == 0) history.Take(cost);
                else history.AssertWaits(cost, wait, $"seed {seed}, step {step}");
            }

            Assert.True(history.Allowed > 0, $"seed {seed} allowed nothing");
        }
    }

    /// <summary>The same where charges are corrected later, both ways, in any order.</summary>
    [Theory]
    [MemberData(nameof(Limits))]
    public void Settle_RandomCorrections_LeavesWhatTheModelLeaves(string window, int most, string every, int? burst)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            History history = new(Limit(window, most, every, burst), seed);
            for (int step = 0; step < Steps; step++)
            {
                history.GoOn();
                if (step % 3 == 2) history.SettleOne();
                long cost = history.DrawCost();
                bool allowed = history.Allowance.WaitFor(history.Now, cost) == 0;

                Assert.True(allowed == history.Model.Allows(history.Now, cost), $"seed {seed}, step {step}: {cost} at {history.Now}");
                if (allowed) history.Take(cost);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void Remaining_AndReset_AreWhatCanBeTakenAndWhenAllCan(string window, int most, string every, int? burst)
    {
        LimitSettings limit = Limit(window, most, every, burst);
        for (int seed = 0; seed < 20; seed++)
        {
            History history = new(limit, seed);
            for (int step = 0; step < 50; step++)
            {
                history.GoOn();
                long cost = history.DrawCost();
                if (history.Allowance.WaitFor(history.Now, cost) == 0) history.Take(cost);

                long remaining = history.Allowance.Remaining(history.Now);
                Assert.InRange(remaining, 0, limit.Capacity);
                Assert.True(history.Model.Allows(history.Now, remaining), $"seed {seed}, step {step}: {remaining} remain");
                Assert.False(history.Model.Allows(history.Now, remaining + 1), $"seed {seed}, step {step}: more than {remaining} remain");

                long reset = history.Allowance.ResetIn(history.Now);
                Assert.Equal(limit.Capacity, history.Again().Remaining(history.Now + reset));
                if (reset > 0) Assert.True(history.Again().ResetIn(history.Now + reset - 1) == 1, $"seed {seed}, step {step}: reset in {reset} ns");
            }
        }
    }

    /// <summary>A promise of its own, whatever the model: no stretch of a window's length holds more.</summary>
    [Fact]
    public void Sliding_AnyStretch_HoldsNoMoreThanTheLimit()
    {
        const long Every = 1_000_000;
        History history = new(Limit(nameof(LimitWindow.Sliding), 20, "1ms", null), seed: 1);
        List<long> taken = [];
        for (int step = 0; step < 20_000; step++)
        {
            history.GoOn(Every / 50);
            if (history.Allowance.WaitFor(history.Now, 1) > 0) continue;

            history.Allowance.Take(history.Now, 1);
            taken.Add(history.Now);
        }

        Assert.All(taken, moment => Assert.True(taken.Count(other => other >= moment && other < moment + Every) <= 20, $"from {moment}"));
        Assert.True(taken.Count > 19L * history.Now / Every, $"{taken.Count} in {history.Now / Every} windows"); // and hardly less
    }

    [Fact]
    public void Sliding_ManyMomentsInAWindow_RemembersNoMoreThanItsParts()
    {
        const int Taken = 200_000;
        Allowance window = Allowance.Of(Limit(nameof(LimitWindow.Sliding), LimitSettings.MostLimit, "1h", null));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long moment = 0; moment < Taken; moment++)
        {
            window.Take(moment * 18_000_000, 1); // over one hour
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 512 * 1024);
        Assert.Equal(LimitSettings.MostLimit - Taken, window.Remaining((Taken - 1) * 18_000_000L));
    }

    private static LimitSettings Limit(string window, int most, string every, int? burst)
    {
        Assert.True(DurationText.TryParse(every, out TimeSpan length, out _));
        return new LimitSettings { Limit = most, Window = Enum.Parse<LimitWindow>(window), Every = length, Burst = burst };
    }

    /// <summary>One sequence of arrivals, told to an allowance and to the model.</summary>
    private sealed class History(LimitSettings limit, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly long _every = limit.Every.Ticks * TimeSpan.NanosecondsPerTick;
        private readonly List<Action<Allowance>> _told = [];
        private readonly List<(long At, long Cost)> _open = [];

        public Allowance Allowance { get; } = Allowance.Of(limit);

        public AllowanceModel Model { get; } = new(limit);

        public long Now { get; private set; }

        public int Allowed { get; private set; }

        public void GoOn() => GoOn(_random.Next(6) switch
        {
            0 => 0,
            1 => 1,
            2 => (_every - (Now % _every)) - _random.Next(2), // around the end of a fixed window
            3 => _every,
            4 => _random.NextInt64(_every / 10) + 1,
            _ => _random.NextInt64(_every / limit.Limit * 2 + 2),
        });

        public void GoOn(long nanoseconds) => Now += Math.Max(0, _random.Next(2) == 0 ? nanoseconds : _random.NextInt64(nanoseconds + 1));

        public long DrawCost() => _random.Next(3) == 0
            ? _random.NextInt64(limit.Capacity + 2L) + 1
            : 1 + _random.NextInt64(1 + (limit.Capacity / 10));

        public void Take(long cost)
        {
            Allowed++;
            long now = Now;
            Tell(allowance => allowance.Take(now, cost));
            Model.Take(now, cost);
            _open.Add((now, cost));
        }

        public void SettleOne()
        {
            if (_open.Count == 0) return;

            int index = _random.Next(_open.Count);
            (long at, long cost) = _open[index];
            _open.RemoveAt(index);
            long used = _random.NextInt64(cost + 1) + (_random.Next(4) == 0 ? cost : 0);
            long now = Now;
            Tell(allowance => allowance.Settle(now, at, cost, used));
            Model.Settle(now, at, cost, used);
        }

        /// <summary>Told the same: to be asked of later moments, after which there is no way back.</summary>
        public Allowance Again()
        {
            Allowance again = Allowance.Of(limit);
            foreach (Action<Allowance> tell in _told) tell(again);
            return again;
        }

        public void AssertWaits(long cost, long wait, string where)
        {
            if (wait == Allowance.Never)
            {
                Assert.True(cost > limit.Capacity, where);
                return;
            }

            Assert.False(Model.Allows(Now + wait - 1, cost), $"{where}: {cost} are allowed before {wait} ns are over");
            Assert.True(Model.Allows(Now + wait, cost), $"{where}: {cost} are not allowed after {wait} ns");
        }

        private void Tell(Action<Allowance> tell)
        {
            tell(Allowance);
            _told.Add(tell);
        }
    }
}
