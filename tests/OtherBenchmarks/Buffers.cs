using BenchmarkDotNet.Attributes;

/// <summary>In no namespace, with parameters.</summary>
public class Buffers
{
    [Params(16, 1_000)]
    public int Length { get; set; }

    [Benchmark]
    public byte[] NewArray() => new byte[Length];
}
