using System.Text;

namespace HotPath.EndToEnd.Tests.Histograms;

/// <summary>Logs from us to hdr-histogram-js and back.</summary>
[Collection<HistogramPeers>]
public sealed class NodeHistogramsTests(RealRun realRun) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken NotCancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Node_KnownValuesWrittenByUs_HaveTheirFigures()
    {
        NodeHistograms node = NodeHistograms.Find();

        Dictionary<string, LogFigures> figures = await node.ReadAsync(KnownLog.Write(_folder), NotCancelled);

        Assert.Equal(KnownLog.Figures, figures);
    }

    [Fact]
    public async Task Node_LogOfARun_SaysOfEveryMetricWhatTheRunSays()
    {
        NodeHistograms node = NodeHistograms.Find();
        string results = await realRun.ResultsAsync();

        Dictionary<string, LogFigures> figures = await node.ReadAsync(Path.Combine(results, "latency.hlog"), NotCancelled);

        Assert.Superset(new HashSet<string> { "scheduleLag", "ttft", "ttftService", "gap", "itl", "e2e", "e2eService" }, figures.Keys.ToHashSet());
        Assert.Equal(LogFigures.OfRun(results), figures);
    }

    [Fact]
    public async Task Reader_KnownValuesWrittenByNode_HaveTheirFigures()
    {
        NodeHistograms node = NodeHistograms.Find();

        string log = await node.WriteAsync(KnownLog.Intervals, NotCancelled);

        KnownLog.AssertHolds(new MemoryStream(Encoding.UTF8.GetBytes(log)));
    }
}
