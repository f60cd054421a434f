using BenchmarkDotNet.Attributes;

namespace HotPath.EndToEnd.Tests.Micro;

/// <summary>A class that runs.</summary>
public class SoundBenchmarks
{
    [Params(1, 1_000)]
    public int Length { get; set; }

    [Benchmark(Baseline = true)]
    public byte[] NewArray() => new byte[Length];

    [Benchmark]
    public int Nothing() => Length;
}

/// <summary>A class with one benchmark that runs and one that does not.</summary>
public class ThrowingBenchmarks
{
    [Benchmark]
    public int Runs() => 1;

    [Benchmark]
    public int Throws() => throw new InvalidOperationException("thrown by a benchmark");
}

/// <summary>A class whose own check finds that it measures the wrong thing.</summary>
public class ThrowingSetupBenchmarks
{
    [GlobalSetup]
    public void Setup() => throw new InvalidOperationException("thrown by a setup");

    [Benchmark]
    public int NeverReached() => 1;
}

/// <summary>A class that BenchmarkDotNet refuses: which of two baselines?</summary>
public class TwoBaselinesBenchmarks
{
    [Benchmark(Baseline = true)]
    public int One() => 1;

    [Benchmark(Baseline = true)]
    public int Another() => 2;
}
