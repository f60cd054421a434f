using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using HotPath.Requests;

namespace HotPath.Micro.Requests;

/// <summary>4 KB of text as a JSON string.</summary>
[MemoryDiagnoser]
public class JsonTextBenchmarks : IDisposable
{
    private const int TextBytes = 4_096;

    private readonly PooledBuffer _output = new(8 * TextBytes);
    private Utf8JsonWriter _writer = null!;
    private string _text = null!;
    private byte[] _utf8 = null!;

    /// <summary>Nothing to escape; a quotation and a line's end in every 72 bytes; two and three bytes for most characters.</summary>
    [Params("plain", "lines", "non-ASCII")]
    public string Text { get; set; } = "";

    [GlobalSetup]
    public void Encode()
    {
        string unit = Text switch
        {
            "plain" => "Say hello to the people next door, then name three things they sell. ",
            "lines" => "Say \"hello\" to the people next door, then name three things they sell.\n",
            _ => "\u3053\u3093\u306B\u3061\u306F\u3001caf\u00E9 \u041F\u0440\u0438\u0432\u0435\u0442 ",
        };
        _text = string.Concat(Enumerable.Repeat(unit, TextBytes / Encoding.UTF8.GetByteCount(unit)));
        _utf8 = Encoding.UTF8.GetBytes(_text);
        _writer = new Utf8JsonWriter(_output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _writer.Dispose();
        _output.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The framework's writer, reused, with the fewest escapes it knows.</summary>
    [Benchmark(Baseline = true)]
    public int Utf8JsonWriterUtf8()
    {
        _output.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStringValue(_utf8);
        _writer.Flush();
        return _output.WrittenCount;
    }

    [Benchmark]
    public int Utf8JsonWriterUtf16()
    {
        _output.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStringValue(_text);
        _writer.Flush();
        return _output.WrittenCount;
    }

    [Benchmark]
    public int Utf8Text()
    {
        _output.ResetWrittenCount();
        JsonText.WriteString(_output, _utf8);
        return _output.WrittenCount;
    }

    [Benchmark]
    public int Utf16Text()
    {
        _output.ResetWrittenCount();
        JsonText.WriteString(_output, _text);
        return _output.WrittenCount;
    }
}
