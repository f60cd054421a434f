using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HotPath.Analysis.Results;

/// <summary>How the JSON files of a result folder are written: the same bytes on every platform, and readable by people. They are read as <see cref="RecordedFormat"/> says.</summary>
public static class ResultFormat
{
    /// <summary>Of <c>run.json</c>.</summary>
    public static JsonTypeInfo<RunResult> Run { get; } = new ResultJson(Options(indented: true)).RunResult;

    /// <summary>Of a line of <c>intervals.ndjson</c>.</summary>
    public static JsonTypeInfo<IntervalResult> Interval { get; } = new ResultJson(Options(indented: false)).IntervalResult;

    /// <summary>Of a line of <c>events.ndjson</c>.</summary>
    public static JsonTypeInfo<RunEvent> Event { get; } = new ResultJson(Options(indented: false)).RunEvent;

    private static JsonSerializerOptions Options(bool indented) => new(ResultJson.Default.Options)
    {
        WriteIndented = indented,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // keeps "ttft.p99 < 800ms" legible; no file is put into HTML as it is
        RespectNullableAnnotations = true,
    };
}
