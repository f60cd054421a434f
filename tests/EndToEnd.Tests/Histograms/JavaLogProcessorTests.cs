namespace HotPath.EndToEnd.Tests.Histograms;

/// <summary>Logs from us to Java's HdrHistogram and back.</summary>
[Collection<HistogramPeers>]
public sealed class JavaLogProcessorTests(RealRun realRun) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken NotCancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Java_KnownValuesWrittenByUs_HaveTheirFigures()
    {
        JavaLogProcessor java = JavaLogProcessor.Find();

        Dictionary<string, LogFigures> figures = await java.ReadAsync(KnownLog.Write(_folder), _folder, NotCancelled);

        Assert.Equal(KnownLog.Figures, figures);
    }

    [Fact]
    public async Task Java_LogOfARun_SaysOfEveryMetricWhatTheRunSays()
    {
        JavaLogProcessor java = JavaLogProcessor.Find();
        string results = await realRun.ResultsAsync();

        Dictionary<string, LogFigures> figures = await java.ReadAsync(Path.Combine(results, "latency.hlog"), _folder, NotCancelled);

        Assert.Superset(new HashSet<string> { "scheduleLag", "ttft", "ttftService", "gap", "itl", "e2e", "e2eService" }, figures.Keys.ToHashSet());
        Assert.Equal(LogFigures.OfRun(results), figures);
    }

    /// <summary>WriteKnownLog.java beside the file says how it was written.</summary>
    [Fact]
    public void Reader_KnownValuesWrittenByJava_HaveTheirFigures() =>
        KnownLog.AssertHolds(File.OpenRead(SourceFolder.PathOf("Histograms", "java", "java-2.1.11.hlog")));
}
