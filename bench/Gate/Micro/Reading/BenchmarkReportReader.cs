using System.Text.Json;

namespace HotPath.Gate.Micro.Reading;

/// <summary>Reads what the exporter <c>fulljson</c> of BenchmarkDotNet 0.13 and later writes.</summary>
internal static class BenchmarkReportReader
{
    private const string WorkloadMode = "Workload";
    private const string ResultStage = "Result";

    /// <exception cref="BenchmarkReportException">The text is cut short or has another shape. A benchmark without a figure is none: it bears its problem.</exception>
    public static BenchmarkReport Read(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw BenchmarkReportException.NotJson(e);
        }

        using (document)
        {
            JsonElement host = Member(document.RootElement, "$", "HostEnvironmentInfo", JsonValueKind.Object);
            JsonElement benchmarks = Member(document.RootElement, "$", "Benchmarks", JsonValueKind.Array);
            return new BenchmarkReport(ReadHost(host), [.. benchmarks.EnumerateArray().Select(ReadBenchmark)]);
        }
    }

    private static MeasuredWith ReadHost(JsonElement host)
    {
        return new MeasuredWith
        {
            BenchmarkDotNet = Text("BenchmarkDotNetVersion"),
            Runtime = Text("RuntimeVersion"),
            Architecture = Text("Architecture"),
            OperatingSystem = Text("OsVersion"),
            Processor = Text("ProcessorName"),
            LogicalCores = Optional(host, "LogicalCoreCount", JsonValueKind.Number) is { } cores && cores.TryGetInt32(out int count) ? count : 0,
        };

        string Text(string name) => Optional(host, name, JsonValueKind.String)?.GetString() ?? "unknown";
    }

    private static MeasuredBenchmark ReadBenchmark(JsonElement benchmark)
    {
        string name = Member(benchmark, "Benchmarks[]", "FullName", JsonValueKind.String).GetString()!;
        (double? nanoseconds, string? problem) = LeastTime(benchmark, name);
        JsonElement? memory = Optional(benchmark, "Memory", JsonValueKind.Object);
        long? counted = Count(memory, "TotalOperations");
        (string? Stage, long Operations)[] iterations = [.. Iterations(benchmark)];
        return new MeasuredBenchmark(
            name,
            nanoseconds,
            Count(memory, "BytesAllocatedPerOperation"),
            counted,
            Executed: iterations.Where(iteration => iteration.Stage != ResultStage).Sum(iteration => iteration.Operations) + (counted ?? 0),
            IterationOperations: iterations.Where(iteration => iteration.Stage == ResultStage).Select(iteration => (long?)iteration.Operations).FirstOrDefault(),
            IsInProcess(benchmark),
            problem);
    }

    /// <summary>Of the benchmark itself, not of the empty method that is measured beside it. What was measured is there twice: as it was, and as a result.</summary>
    private static IEnumerable<(string? Stage, long Operations)> Iterations(JsonElement benchmark) =>
        Optional(benchmark, "Measurements", JsonValueKind.Array) is not { } measurements
            ? []
            : measurements.EnumerateArray()
                .Where(measurement => Text(measurement, "IterationMode") == WorkloadMode)
                .Select(measurement => (Text(measurement, "IterationStage"), Count(measurement, "Operations") ?? 0));

    // The job's text names its toolchain where it is not the default.
    private static bool IsInProcess(JsonElement benchmark) => Text(benchmark, "DisplayInfo")?.Contains("Toolchain=InProcess", StringComparison.Ordinal) ?? false;

    private static (double? Nanoseconds, string? Problem) LeastTime(JsonElement benchmark, string name)
    {
        if (Optional(benchmark, "Measurements", JsonValueKind.Array) is not { } measurements) return (null, "it failed before it was measured");

        double? least = null;
        foreach (JsonElement measurement in measurements.EnumerateArray())
        {
            if (Text(measurement, "IterationMode") != WorkloadMode || Text(measurement, "IterationStage") != ResultStage) continue;

            double nanoseconds = Number(measurement, name, "Nanoseconds");
            double operations = Number(measurement, name, "Operations");
            double each = nanoseconds / operations;
            if (!double.IsFinite(each) || each < 0) return (null, $"an iteration has {nanoseconds} ns for {operations} operations, which is no time");

            least = Math.Min(least ?? each, each);
        }

        return least switch
        {
            null => (null, "it failed, or no iteration of it was measured"),
            0 => (null, "it takes no more time than an empty method, so there is nothing to compare"),
            _ => (least, null),
        };
    }

    private static string? Text(JsonElement element, string name) => Optional(element, name, JsonValueKind.String)?.GetString();

    // What is no number in JSON, NaN among it, was written as a string or as null.
    private static double Number(JsonElement element, string benchmark, string name) =>
        Optional(element, name, JsonValueKind.Number)?.GetDouble() ?? throw BenchmarkReportException.OtherShape($"a measurement of {benchmark}", $"number {name}");

    private static long? Count(JsonElement? element, string name) =>
        element is { } memory && Optional(memory, name, JsonValueKind.Number) is { } number && number.TryGetInt64(out long count) && count >= 0 ? count : null;

    private static JsonElement Member(JsonElement element, string where, string name, JsonValueKind kind) =>
        Optional(element, name, kind) ?? throw BenchmarkReportException.OtherShape(where, $"{kind} {name}");

    private static JsonElement? Optional(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind ? value : null;
}
