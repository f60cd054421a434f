using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;

/// <summary>In no namespace, with a job of its own and parameters.</summary>
[SimpleJob(RuntimeMoniker.HostProcess, launchCount: 2, warmupCount: 1, iterationCount: 1)]
public class Buffers
{
    [Params(16, 1_000)]
    public int Length { get; set; }

    [Benchmark]
    public byte[] NewArray() => new byte[Length];
}
