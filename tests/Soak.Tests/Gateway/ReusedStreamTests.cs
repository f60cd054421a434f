using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway;

/// <summary>One <see cref="ChatStream"/> that serves one answer after another.</summary>
public class ReusedStreamTests
{
    private const long FirstSeed = 5;
    private const long SecondSeed = 6;

    private static readonly GatewaySettings Paced = new()
    {
        TimeToFirstToken = Distribution.Constant(20e6),
        InterTokenLatency = Distribution.Constant(10e6),
        Tokens = Distribution.Constant(8),
    };

    [Theory]
    [InlineData("completed")]
    [InlineData("cut")]
    [InlineData("cut cleanly")]
    [InlineData("paused")]
    [InlineData("failed")]
    public async Task Start_AfterAnyEnd_WritesWhatANewStreamWrites(string end)
    {
        GatewayFaults faults = end switch
        {
            "cut" => new() { CutShare = 1, CutAfterTokens = 3 },
            "cut cleanly" => new() { CutShare = 1, CutAfterTokens = 3, CutCleanly = true },
            "paused" => new() { Pause = new LastingFault(1, TimeSpan.FromMilliseconds(30)), PauseAfterTokens = 2 },
            "failed" => new() { InBandError = new PlacedFault(1, 4) },
            _ => new(),
        };
        GatewaySettings settings = Paced with { Faults = faults };
        HandDrivenStream fresh = new(settings);
        fresh.State.NextCompletion(); // the other's first
        string expected = await AnswerAsync(fresh, SecondSeed);

        HandDrivenStream reused = new(settings);
        string first = await AnswerAsync(reused, FirstSeed);
        Assert.True(reused.TryRelease());
        string second = await AnswerAsync(reused, SecondSeed);

        Assert.Equal(expected, second);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Start_AfterAFlushThatWaited_WritesWhatANewStreamWrites()
    {
        HandDrivenStream fresh = new(Paced, roomBytes: 300);
        fresh.State.NextCompletion();
        string expected = await AnswerAsync(fresh, SecondSeed, readEach: 50);

        HandDrivenStream reused = new(Paced, roomBytes: 300);
        await AnswerAsync(reused, FirstSeed, readEach: 50);
        Assert.True(reused.State.Pacing.Held > 0);
        Assert.True(reused.TryRelease());

        Assert.Equal(expected, await AnswerAsync(reused, SecondSeed, readEach: 50));
    }

    [Fact]
    public async Task Start_AllDueAtOnce_IsOverWhenItReturns()
    {
        HandDrivenStream stream = new(GatewayFixture.Instant);
        for (int answer = 0; answer < 3; answer++)
        {
            stream.Start();

            Assert.True(stream.Ended.IsCompletedSuccessfully);
            await await stream.Ended;
            Assert.EndsWith("data: [DONE]\n\n", stream.ReadAll());
            Assert.True(stream.TryRelease());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TryRelease_AnswerIsOver_HoldsNothingOfItsConnection(bool isReused)
    {
        HandDrivenStream stream = new(Paced);
        if (isReused)
        {
            await AnswerAsync(stream, FirstSeed);
            Assert.True(stream.TryRelease());
        }

        await AnswerAsync(stream, SecondSeed);
        Assert.True(stream.TryRelease());

        Assert.False(stream.KeepsItsConnection());
    }

    [Fact]
    public async Task TryRelease_ClientLeft_IsRefused()
    {
        HandDrivenStream stream = new(Paced);
        stream.Start();
        stream.Leave();
        stream.TurnEachTick(2);

        await await stream.Ended;

        Assert.False(stream.TryRelease());
    }

    /// <summary>Who saw that it is over, in the midst of being told, could begin another answer before the telling is done with this one.</summary>
    [Fact]
    public async Task Start_EndedByTheWheel_TellsOnlyWhoHasRegistered()
    {
        HandDrivenStream stream = new(Paced);
        ValueTask<Task> written = stream.StartUnwatched();
        stream.Turn(1_000);
        Assert.EndsWith("data: [DONE]\n\n", stream.ReadAll());

        Assert.False(written.IsCompleted);

        await await written;
    }

    [Fact]
    public async Task Start_EachAsTheOneBeforeEnds_EndsOnceEach()
    {
        // Who waits is told on another thread than the one that turns, which may still be in the midst of telling it.
        const int Answers = 20_000;
        HandDrivenStream stream = new(Paced with { TimeToFirstToken = Distribution.Constant(1e6), Tokens = Distribution.Constant(1) });
        using CancellationTokenSource done = new();
        Task turning = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested) stream.Turn(1);
            },
            TestContext.Current.CancellationToken);

        for (int answer = 0; answer < Answers; answer++)
        {
            stream.Start();
            await await stream.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.True(stream.TryRelease());
        }

        await done.CancelAsync();
        await turning;
        Assert.Equal(Answers, stream.State.Counters.Streams.Completed);
    }

    /// <returns>What was written, and when.</returns>
    /// <param name="readEach">How many ticks the client lets go by from one time that it reads to the next.</param>
    private static async Task<string> AnswerAsync(HandDrivenStream stream, long seed, int readEach = 1)
    {
        stream.Start(seed: seed);
        string written = "";
        for (int tick = 0; tick < 500; tick++) // none fewer when it is over, which is told on another thread
        {
            stream.Turn(1);
            if (tick % readEach == 0 && stream.ReadAll() is { Length: > 0 } read) written += $"{tick} ms: {read}";
        }

        await await stream.Ended;
        return written + stream.ReadAll();
    }
}
