using BenchmarkDotNet.Attributes;

namespace Other;

/// <summary>Throws.</summary>
public class Failing
{
    [Benchmark]
    public int Throws() => throw new InvalidOperationException("thrown by a benchmark");
}
