using BenchmarkDotNet.Attributes;

namespace Other.Collections;

/// <summary>Generic, with arguments that hold what a glob or a shell might take for something else.</summary>
[GenericTypeArguments(typeof(int))]
[GenericTypeArguments(typeof(string))]
public class Lists<T>
{
    private readonly T[] _values = new T[64];

    [Benchmark]
    public List<T> Copied() => [.. _values];

    [Benchmark]
    [Arguments("a b, \"c\"")]
    [Arguments("*?[d]")]
    public int Hashed(string text) => text.GetHashCode(StringComparison.Ordinal);
}
