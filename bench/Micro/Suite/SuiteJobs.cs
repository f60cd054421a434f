using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace HotPath.Micro.Suite;

/// <summary>How benchmarks are run where the command line names no job of BenchmarkDotNet's own.</summary>
internal static class SuiteJobs
{
    /// <summary>For figures that are recorded and quoted.</summary>
    /// <remarks>
    /// Iterations of one process resemble each other more than those of two: layout, tiering and profile are decided once for each. So three
    /// short launches instead of BenchmarkDotNet's one long one. The warm-up takes 1.5 s: code with a large model under it is compiled for good
    /// only then, and launches of half of that differed by up to 85 %.
    /// </remarks>
    public static readonly Job Thorough = new Job("Thorough", Job.Default
        .WithLaunchCount(3)
        .WithWarmupCount(12)
        .WithIterationCount(10)
        .WithIterationTime(TimeInterval.FromMilliseconds(120)))
        .AsDefault();

    /// <summary>To see in minutes whether everything runs and nothing is far off: this process, few and short iterations.</summary>
    /// <remarks>The warm-up is as long as tiered compilation needs: 30 calls, 100 ms without new ones, and the compilation itself.</remarks>
    public static readonly Job Quick = new Job("Quick", Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithWarmupCount(10)
        .WithIterationCount(5)
        .WithIterationTime(TimeInterval.FromMilliseconds(50)))
        .AsDefault();

    /// <summary>How long a run will take, from runs of the suite on two cores.</summary>
    public static TimeSpan EstimateOf(bool quick, int cases) => cases * TimeSpan.FromSeconds(quick ? 1.5 : 12);
}
