using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

/// <summary>A service starts and stops runs for weeks: none may leave anything behind.</summary>
[Collection(nameof(EngineLifetimeTests))]
[CollectionDefinition(nameof(EngineLifetimeTests), DisableParallelization = true)] // it counts the whole process
public sealed class EngineLifetimeTests
{
    private const int RunsBefore = 100, Runs = 1_000;

    /// <summary>A few small objects; the process itself is some thirty thousand bytes larger or smaller from one count to the next.</summary>
    private const long MostBytesARun = 100;

    /// <summary>Far from a leak: what the runtime opens meanwhile, and what of the last runs is just about to end.</summary>
    private const int MostOthers = Runs / 20;

    [Theory]
    [InlineData("users")]
    [InlineData("rate")]
    public async Task RunAsync_AThousandTimes_LeavesNoSocketThreadOrByte(string load)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sockets and threads of this process are counted in /proc.");
        using SteadyServer server = new(clients: 1, [Role, Text("word "), Done], certificate: null);
        Scenario scenario = new()
        {
            Name = "again and again",
            Target = new TargetSettings { Connections = new ConnectionSettings { Max = 1 } }, // the server answers one at a time
            Load = LoadOf(load) with { WarmUp = TimeSpan.Zero },
            Workload = [new RequestGroup { Name = "chat" }],
        };
        long completed = await RunManyAsync(scenario, server.Url, RunsBefore);
        Counts before = await Counts.LeastAsync();

        completed += await RunManyAsync(scenario, server.Url, Runs);

        Counts after = await Counts.LeastAsync();
        Assert.True(completed >= (RunsBefore + Runs) / 4, $"Only {completed} requests of {RunsBefore + Runs} runs were completed.");
        if (after.HeapBytes > before.HeapBytes + (Runs * MostBytesARun))
        {
            before = before with { HeapBytes = after.HeapBytes }; // a pool has grown once, or every run leaves something: then the next thousand do too
            await RunManyAsync(scenario, server.Url, Runs);
            after = await Counts.LeastAsync();
        }

        Assert.InRange(after.Descriptors, 0, before.Descriptors + MostOthers);
        Assert.InRange(after.Threads, 0, before.Threads + MostOthers);
        Assert.InRange(after.HeapBytes, 0, before.HeapBytes + (Runs * MostBytesARun));
    }

    /// <summary>To their end, stopped, and given up in turn.</summary>
    private static async Task<long> RunManyAsync(Scenario scenario, Uri url, int runs)
    {
        long completed = 0;
        for (int run = 0; run < runs; run++)
        {
            using CancellationTokenSource stop = new();
            using CancellationTokenSource abandon = new();
            using EngineBench bench = new(scenario, url, seed: run);
            Task running = bench.RunAsync(stop.Token, abandon.Token);
            if (run % 4 >= 2) await stop.CancelAsync();
            if (run % 4 == 3) await abandon.CancelAsync();
            await running;
            completed += bench.Counters[Outcome.Completed];
        }

        return completed;
    }

    private static LoadSettings LoadOf(string name) => name == "users"
        ? ClosedLoad.Constant(1, TimeSpan.FromMilliseconds(4))
        : OpenLoad.Constant(500, TimeSpan.FromMilliseconds(4));

    private readonly record struct Counts(int Descriptors, int Threads, long HeapBytes)
    {
        /// <summary>The least of several: the threads of the last runs end with their next tick, and hold what they see until then.</summary>
        public static async Task<Counts> LeastAsync()
        {
            Counts least = Take();
            for (int look = 0; look < 20; look++)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
                Counts now = Take();
                least = new Counts(Math.Min(least.Descriptors, now.Descriptors), Math.Min(least.Threads, now.Threads), Math.Min(least.HeapBytes, now.HeapBytes));
            }

            return least;
        }

        private static Counts Take()
        {
            Counts counts = new(Directory.GetFiles("/proc/self/fd").Length, Directory.GetDirectories("/proc/self/task").Length, HeapBytes: 0);
            GC.Collect();
            GC.WaitForPendingFinalizers(); // what they held goes with the next collection
            return counts with { HeapBytes = GC.GetTotalMemory(forceFullCollection: true) };
        }
    }
}
