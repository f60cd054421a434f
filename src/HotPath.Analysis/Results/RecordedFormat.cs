using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HotPath.Analysis.Results;

/// <summary>How the JSON files of a result folder are read: a member that the build which wrote them did not know has the value that its record gives it.</summary>
internal static class RecordedFormat
{
    /// <summary>
    /// By reflection. What is generated (<see cref="ResultJson"/>) gives each init-only member that is not there its type's null, whatever its record
    /// says: https://github.com/dotnet/runtime/issues/84484.
    /// </summary>
    private static readonly JsonSerializerOptions Options = new(ResultJson.Default.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        RespectNullableAnnotations = true,
    };

    /// <summary>Of <c>run.json</c>.</summary>
    public static JsonTypeInfo<RunResult> Run { get; } = Of<RunResult>();

    /// <summary>Of a line of <c>intervals.ndjson</c>.</summary>
    public static JsonTypeInfo<IntervalResult> Interval { get; } = Of<IntervalResult>();

    /// <summary>Of a line of <c>events.ndjson</c>.</summary>
    public static JsonTypeInfo<RunEvent> Event { get; } = Of<RunEvent>();

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
