using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Reading;
using HotPath.Gate.Revisions;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

public class IterationSizesTests
{
    private const string Fast = "Buffers.NewArray(Length: 16)";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(50, 1_312, 38_112)] // 38,110 calls: the next whole loop
    [InlineData(50, 1, 50_000_000)]
    [InlineData(50, 0.01, 1_000_000_000)] // 32 bits hold no 5,000,000,000
    [InlineData(50, 3_125_000, 16)]
    [InlineData(50, 6_249_000, 16)] // 8 calls are half a loop
    [InlineData(50, 6_251_000, null)]
    public void CallsIn_TimesOfACall_AreWholeLoopsOrNone(double milliseconds, double nanoseconds, int? expected) =>
        Assert.Equal(expected, IterationSizes.CallsIn(milliseconds, nanoseconds));

    /// <summary>An iteration's set-up is made for one call: of the second on, this one would throw.</summary>
    [Fact]
    public async Task FindAsync_OtherBenchmarks_SizesWhatMayBeCalledAgain()
    {
        using BenchmarkRepository repository = await BenchmarkRepository.CreateAsync(Cancelled);
        Git git = await Git.OfAsync(repository.Project, Cancelled);
        RevisionState revision = await RevisionTrees.ResolveAsync(git, "--base", "HEAD", Cancelled);
        await using RevisionTrees trees = new(git);
        BuiltProject built = await BuiltProject.BuildAsync("--base", revision, await trees.AddAsync("base", revision, Cancelled), "OtherBenchmarks", Cancelled);
        BenchmarkHost host = new(built, trees.ScratchFolder);
        LaunchTimes times = new(WarmUps: 2, Iterations: 2, IterationMilliseconds: 10);

        (IReadOnlyList<BenchmarkReport> reports, _) = await host.FindAsync([Fast, "*Prepared*", "*Throws*"], Cancelled);
        Dictionary<string, long> found = reports.SelectMany(report => report.Benchmarks).ToDictionary(benchmark => benchmark.Name, benchmark => benchmark.IterationOperations ?? 1);
        SortedDictionary<string, int> sizes = await new IterationSizes(host, times, TextWriter.Null, TimeProvider.System).FindAsync(found, Cancelled);
        (MeasuredBenchmark measured, _) = await host.MeasureAsync(Fast, times, sizes[Fast], Cancelled);

        Assert.Equal(3, found.Count);
        Assert.Equal([Fast], sizes.Keys);
        Assert.Equal(0, sizes[Fast] % IterationSizes.UnrollFactor);
        Assert.Equal(sizes[Fast], measured.IterationOperations);
    }
}
