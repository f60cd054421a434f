using System.Text;
using BenchmarkDotNet.Attributes;
using HotPath.Requests;

namespace HotPath.Micro.Requests;

/// <summary>A body of 110 bytes that differs in a number and a word.</summary>
[MemoryDiagnoser]
public class RequestTemplateBenchmarks : IDisposable
{
    private readonly PooledBuffer _output = new();
    private readonly RequestTemplate _template =
        RequestTemplate.Parse("""{"model":"sim-small","encoding_format":"float","user":"u-{{user}}","input":{{input}}}""");

    private int _number;

    [GlobalCleanup]
    public void Dispose()
    {
        _output.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The usual way: format a string, then encode it.</summary>
    [Benchmark(Baseline = true)]
    public int InterpolatedString() =>
        Encoding.UTF8.GetBytes($$"""{"model":"sim-small","encoding_format":"float","user":"u-{{_number++ & 1023}}","input":"the text to embed"}""").Length;

    [Benchmark]
    public int PreEncodedTemplate()
    {
        _output.ResetWrittenCount();
        _template.Begin(_output).Number(_number++ & 1023).Text("the text to embed"u8).End();
        return _output.WrittenCount;
    }
}
