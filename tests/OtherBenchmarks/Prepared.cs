using BenchmarkDotNet.Attributes;

namespace Other;

/// <summary>Prepared anew before each iteration, which therefore calls it once.</summary>
public class Prepared
{
    private readonly Stack<int> _stack = new();

    [IterationSetup]
    public void Push() => _stack.Push(1);

    [Benchmark]
    public int Pop() => _stack.Pop();
}
