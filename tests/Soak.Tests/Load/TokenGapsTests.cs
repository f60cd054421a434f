using HotPath.Recording;
using HotPath.Soak.Load;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Load;

public sealed class TokenGapsTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public void Share_ATokenAnEvent_RecordsEachGapOnce()
    {
        HistogramSnapshot itl = Shared([10 * Ms, 20 * Ms, 30 * Ms], tokens: 4);

        Assert.Equal(3, itl.Count);
        Assert.Equal([1L, 2, 3], CountsUpTo(itl, 10 * Ms, 20 * Ms, 30 * Ms));
    }

    [Fact]
    public void Share_TwoTokensAnEvent_RecordsHalfTheGapTwice()
    {
        HistogramSnapshot itl = Shared([10 * Ms, 20 * Ms], tokens: 6);

        Assert.Equal(4, itl.Count);
        Assert.Equal([2L, 4], CountsUpTo(itl, 5 * Ms, 10 * Ms));
    }

    [Fact]
    public void Share_FewerTokensThanEvents_AddsAGapWithoutTokenToTheNext()
    {
        // Four events, two tokens: events 1 and 3 bring one each, the last at the end of all three gaps but the first.
        HistogramSnapshot itl = Shared([10 * Ms, 20 * Ms, 30 * Ms], tokens: 2);

        Assert.Equal([1L, 2], CountsUpTo(itl, 10 * Ms, 50 * Ms));
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(7, 20)]
    [InlineData(20, 7)]
    [InlineData(1, 9)]
    [InlineData(5_000, 5_000)] // more than are kept
    public void Share_AnyRatio_GivesEveryTokenAfterTheFirstEventOnce(int gaps, long tokens)
    {
        HistogramSnapshot itl = Shared([.. Enumerable.Repeat(10 * Ms, gaps)], tokens);

        Assert.InRange(itl.Count, tokens - 1 - (tokens / (gaps + 1)), tokens);
    }

    [Fact]
    public void Share_NoTokens_RecordsNothing()
    {
        Assert.True(Shared([10 * Ms], tokens: 0).IsEmpty);
    }

    private static HistogramSnapshot Shared(long[] gaps, long tokens)
    {
        GroupRecorder recorder = new(reservedShards: 1, new Gauge());
        TokenGaps shared = new();
        foreach (long gap in gaps) shared.Add(gap, recorder);
        shared.Share(tokens, recorder);
        HistogramSnapshot itl = new();
        recorder.TakeInterval(Metric.Itl, itl);
        return itl;
    }

    private static long[] CountsUpTo(HistogramSnapshot histogram, params long[] values) =>
        [.. values.Select(value => histogram.CountAtOrBelow(HistogramLayout.HighestOf(HistogramLayout.IndexOf(value))))];
}
