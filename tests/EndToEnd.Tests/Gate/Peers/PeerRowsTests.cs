using HotPath.Gate.Peers;
using HotPath.Gate.Peers.Results;

namespace HotPath.EndToEnd.Tests.Gate.Peers;

public class PeerRowsTests
{
    [Fact]
    public void Of_ThreeRounds_HasMediansOfFiguresAndOfRatiosWithinARound()
    {
        IReadOnlyList<PeerRow> rows = RowsOf(
            Run("hotpath", round: 1, cpu: 1.0, p99: 5),
            Run("hotpath", round: 2, cpu: 4.0, p99: 1),
            Run("hotpath", round: 3, cpu: 1.2, p99: 2),
            Run("wrk", round: 1, cpu: 1.0),
            Run("wrk", round: 2, cpu: 2.0), // the machine was slow for both
            Run("wrk", round: 3, cpu: 1.0));

        PeerRow row = rows[0];
        Assert.Equal(("hotpath", "small", 3), (row.Tool, row.Work, row.Rounds));
        Assert.Equal(1.2, row.CpuSecondsPer100k);
        Assert.Equal(2, row.P99Ms);
        Assert.Equal(1.2, row.CpuOverWrk); // of 1.0, 2.0 and 1.2
        Assert.Equal(3.0 / 1.2, row.CpuSpread!.Value, precision: 9);
    }

    [Fact]
    public void Of_EvenNumberOfRounds_TakesTheMiddleOfTheTwo() =>
        Assert.Equal(1.5, RowsOf(Run("wrk", round: 1, cpu: 1), Run("wrk", round: 2, cpu: 2)).Single().CpuSecondsPer100k);

    [Fact]
    public void Of_RoundThatAToolMissed_CountsInNoRatio()
    {
        IReadOnlyList<PeerRow> rows = RowsOf(Run("hotpath", round: 1, cpu: 3), Run("hotpath", round: 2, cpu: 1), Run("wrk", round: 2, cpu: 1));

        Assert.Equal(1, rows[0].CpuOverWrk);
    }

    [Fact]
    public void Of_ManyAndFewConnections_IsWhatOneMoreTakes()
    {
        IReadOnlyList<PeerRow> rows = PeerRows.Of(
            [
                Run("hotpath", 1, 1) with { Work = "held-50", RssPeakMB = 70, ServerRssPeakMB = 60 },
                Run("hotpath", 1, 1) with { Work = "held-10000", RssPeakMB = 70 + (9_950 * 4 / 1024.0), ServerRssPeakMB = 60 + (9_950 * 15 / 1024.0) },
            ],
            [.. WorkCatalog.All().Where(work => work.Name is "held-50" or "held-10000")],
            new Dictionary<string, string?> { ["hotpath"] = null },
            new Dictionary<string, string> { ["held-50"] = "bare sender", ["held-10000"] = "bare sender" });

        Assert.Null(rows[0].RssPerStreamKB);
        Assert.Equal(4, rows[1].RssPerStreamKB!.Value, precision: 6);
        Assert.Equal(15, rows[1].ServerRssPerStreamKB!.Value, precision: 6);
    }

    [Fact]
    public void Of_ManyConnectionsAlone_SaysNothingOfOne() => Assert.Null(
        PeerRows.Of(
            [Run("hotpath", 1, 1) with { Work = "held-10000" }],
            [.. WorkCatalog.All().Where(work => work.Name == "held-10000")],
            new Dictionary<string, string?> { ["hotpath"] = null },
            new Dictionary<string, string> { ["held-10000"] = "bare sender" }).Single().RssPerStreamKB);

    [Fact]
    public void Of_WhatNobodyMeasured_IsNullAndNever0()
    {
        PeerRow row = RowsOf(Run("hotpath", round: 1, cpu: 1)).Single();

        Assert.Null(row.EventsPerSecond);
        Assert.Null(row.P50Ms);
        Assert.Null(row.P99Ms);
        Assert.Null(row.TrueP99Ms);
        Assert.Null(row.CpuOverWrk);
        Assert.Null(row.CpuOverHttpMessageInvoker);
        Assert.Null(row.CpuSpread);
    }

    [Fact]
    public void Of_AnyOrderOfRuns_IsTheOrderOfTheTools() =>
        Assert.Equal(["hotpath", "wrk", "hey"], RowsOf(Run("hey", 1, 1), Run("wrk", 1, 1), Run("hotpath", 1, 1)).Select(row => row.Tool));

    private static IReadOnlyList<PeerRow> RowsOf(params Measurement[] runs) => PeerRows.Of(
        runs,
        [.. WorkCatalog.All().Where(work => work.Name == "small")],
        new Dictionary<string, string?> { ["hotpath"] = "1", ["wrk"] = "2", ["hey"] = null },
        new Dictionary<string, string> { ["small"] = "nginx 1" });

    private static Measurement Run(string tool, int round, double cpu, double? p99 = null) => new("small", tool)
    {
        WarmUpSeconds = 5, RequestsPerSecond = 1_000, CpuSecondsPer100k = cpu, CpuPercent = 50, RssPeakMB = 10, P99Ms = p99, Round = round,
    };
}
