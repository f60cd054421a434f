namespace HotPath.Gate.Micro.Reading;

/// <summary>A file of BenchmarkDotNet's exporter <c>fulljson</c>: the benchmarks of one class.</summary>
internal sealed record BenchmarkReport(MeasuredWith With, IReadOnlyList<MeasuredBenchmark> Benchmarks);
