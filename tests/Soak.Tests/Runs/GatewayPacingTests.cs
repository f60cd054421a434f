using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Runs;

namespace HotPath.Soak.Tests.Runs;

public sealed class GatewayPacingTests
{
    private static readonly GatewayPacing Earlier = Pacing(late: [(5_000_000, 100)], gaps: 90, coalesced: 3, held: 1);

    [Fact]
    public void Since_LaterReading_HoldsOnlyWhatCameBetween()
    {
        GatewayPacing later = Pacing(late: [(5_000_000, 100), (70_000_000, 4)], gaps: 190, coalesced: 5, held: 1);

        PacingFigures figures = later.Since(Earlier)!;

        Assert.Equal(4, figures.Late!.Count);
        Assert.InRange(figures.Late.Min!.Value, 69.9, 70.1);
        Assert.Equal(100, figures.Gap!.Count);
        Assert.Equal((2, 0.02, 0), (figures.Coalesced, figures.CoalescedShare, figures.Held));
        Assert.Null(figures.Ttft);
    }

    [Fact]
    public void Since_NothingBetween_IsEmpty()
    {
        PacingFigures figures = Earlier.Since(Earlier)!;

        Assert.Null(figures.Late);
        Assert.Equal((0, 0), (figures.Coalesced, figures.CoalescedShare));
    }

    [Fact]
    public void Since_GatewayThatStartedAnew_IsNull()
    {
        Assert.Null(Pacing(late: [(5_000_000, 99)], gaps: 90, coalesced: 3, held: 1).Since(Earlier));
        Assert.Null(Pacing(late: [(6_000_000, 500)], gaps: 90, coalesced: 3, held: 1).Since(Earlier));
        Assert.Null(Pacing(late: [(5_000_000, 100)], gaps: 90, coalesced: 2, held: 1).Since(Earlier));
    }

    [Fact]
    public void Since_PageOfAnotherProgram_IsNull() => Assert.Null((Earlier with { Gap = "not a histogram" }).Since(Earlier));

    private static GatewayPacing Pacing((long Nanoseconds, long Count)[] late, long gaps, long coalesced, long held) => new()
    {
        Ttft = Encoded(),
        Gap = Encoded((20_000_000, gaps)),
        Late = Encoded(late),
        PoolDelay = Encoded(),
        Coalesced = coalesced,
        Held = held,
    };

    private static string Encoded(params (long Nanoseconds, long Count)[] values)
    {
        HistogramSnapshot snapshot = new();
        foreach ((long nanoseconds, long count) in values) snapshot.Record(nanoseconds, count);
        return HdrEncoding.EncodeToBase64(snapshot);
    }
}
