using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;

namespace Other;

/// <summary>With a job of its own, for which BenchmarkDotNet builds a project at each launch.</summary>
[SimpleJob(RuntimeMoniker.HostProcess, launchCount: 1, warmupCount: 1, iterationCount: 1, invocationCount: 16)]
public class OwnJob
{
    [Benchmark]
    public string Joined() => string.Join(',', 1, 2, 3);
}
