using System.Globalization;
using HotPath.Recording;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Gateway;

/// <summary>What is recorded of a gateway that keeps its schedule, and of one that does not.</summary>
public sealed class PacingRecordTests
{
    private const long Millisecond = 1_000_000;

    /// <summary>The first token after 50 ms, the others 20 ms apart: the last at 230 ms.</summary>
    private static readonly GatewaySettings Paced = new()
    {
        TimeToFirstToken = Distribution.Constant(50 * Millisecond),
        InterTokenLatency = Distribution.Constant(20 * Millisecond),
        Tokens = Distribution.Constant(10),
    };

    [Fact]
    public void Record_WheelThatKeepsUp_IsTheSchedule()
    {
        HandDrivenStream stream = new(Paced);
        stream.Start();

        stream.TurnEachTick(240);

        PacingRecord pacing = stream.State.Pacing;
        AssertAll(pacing.Ttft, count: 1, 50);
        AssertAll(pacing.Gap, count: 9, 20);
        AssertAll(pacing.Late, count: 10, 0);
        Assert.Equal((0, 0), (pacing.Coalesced, pacing.Held));
    }

    [Theory]
    [InlineData(19, 0, 19)] // late, but each token by itself
    [InlineData(20, 1, 20)] // with the next one already due
    [InlineData(100, 5, 100)]
    public void Record_WheelThatIsBehind_CountsTheGapsThatAreLost(int behind, long coalesced, int latest)
    {
        HandDrivenStream stream = new(Paced);
        stream.Start();
        stream.TurnEachTick(50);

        stream.Turn(20 + behind);
        stream.TurnEachTick(240);

        PacingRecord pacing = stream.State.Pacing;
        Assert.Equal(coalesced, pacing.Coalesced);
        HistogramSnapshot late = HandDrivenStream.Of(pacing.Late);
        Assert.Equal(10, late.Count);
        Assert.InRange(late.Max, latest * Millisecond, (latest * Millisecond) + (Millisecond / 10));
        Assert.Equal(0, pacing.Held);
        Assert.Equal(1, stream.State.Counters.Streams.Completed);
    }

    /// <summary>Planned at one moment, tokens are to come together.</summary>
    [Fact]
    public void Record_TokensOfOneMoment_AreNotCoalesced()
    {
        HandDrivenStream stream = new(Paced with { InterTokenLatency = Distribution.Constant(0) });
        stream.Start();

        stream.Turn(500);

        Assert.Equal(0, stream.State.Pacing.Coalesced);
        Assert.Equal(10, HandDrivenStream.Of(stream.State.Pacing.Late).Count);
        Assert.True(HandDrivenStream.Of(stream.State.Pacing.Late).Min >= 449 * Millisecond);
    }

    [Fact]
    public void Record_StallOnPurpose_IsNoLateness()
    {
        HandDrivenStream stream = new(Paced);
        stream.State.Faults.Set(new GatewayFaults { StallAt = TimeSpan.FromMilliseconds(60), StallFor = TimeSpan.FromMilliseconds(100) }, 0);
        stream.Start();

        stream.TurnEachTick(300);

        AssertAll(stream.State.Pacing.Late, count: 10, 0);
        Assert.Equal((0, 0), (stream.State.Pacing.Coalesced, stream.State.Pacing.Held));
    }

    /// <summary>The client reads nothing from 50 ms on; five tokens fall due before it reads again.</summary>
    [Fact]
    public void Record_ClientThatDoesNotRead_IsCountedAndNoLateness()
    {
        HandDrivenStream stream = new(Paced, roomBytes: 300);
        stream.Start();
        stream.ReadAll();
        stream.TurnEachTick(1);
        stream.TurnEachTick(69); // two tokens fill the room
        stream.TurnEachTick(105);

        stream.ReadAll();
        stream.TurnEachTick(1);
        for (int tick = 0; tick < 100; tick++)
        {
            stream.ReadAll();
            stream.TurnEachTick(1);
        }

        PacingRecord pacing = stream.State.Pacing;
        Assert.Equal(5, pacing.Held);
        Assert.Equal(0, pacing.Coalesced);
        Assert.InRange(HandDrivenStream.Of(pacing.Late).Max, 0, 1.01 * Millisecond);
    }

    [Fact]
    public void Start_Stamped_SaysBeforeEachTokenWhenItWasDue()
    {
        HandDrivenStream stream = new(Paced);
        stream.TurnEachTick(3);
        stream.Start(isStamped: true);

        stream.Turn(400);

        string[] events = stream.ReadAll().Split("\n\n");
        Assert.StartsWith("data: ", events[0], StringComparison.Ordinal); // the role
        Assert.Equal(
            Enumerable.Range(0, 10).Select(token => stream.State.Wheel.StampOf((53 + (20 * token)) * Millisecond)),
            events[1..11].Select(StampOf));
        Assert.StartsWith("data: ", events[11], StringComparison.Ordinal); // the finish reason
    }

    private static long StampOf(string text)
    {
        string[] lines = text.Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("data: ", lines[1], StringComparison.Ordinal);
        return long.Parse(lines[0][": due ".Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>To the histogram's three digits.</summary>
    private static void AssertAll(LatencyRecorder recorder, long count, int milliseconds)
    {
        HistogramSnapshot snapshot = HandDrivenStream.Of(recorder);
        Assert.Equal(count, snapshot.Count);
        Assert.InRange(snapshot.Min, milliseconds * Millisecond * 0.999, milliseconds * Millisecond);
        Assert.InRange(snapshot.Max, milliseconds * Millisecond, milliseconds * Millisecond * 1.001);
    }
}
