using System.Globalization;
using System.Text.Json;

namespace HotPath.Soak.Telemetry;

/// <summary>The latencies of a run, named as in <c>run.json</c>. Without <c>Service</c> they count from due, with it from sent.</summary>
internal enum Metric
{
    ScheduleLag,
    ReceiveLag,
    Blocked,
    Connect,
    TlsFull,
    TlsResumed,
    Headers,
    HeadersService,
    FirstEvent,
    FirstEventService,
    Ttft,
    TtftService,
    FirstReasoning,
    FirstReasoningService,
    FirstContent,
    FirstContentService,
    Gap,
    Itl,
    Stall,
    Tpot,
    E2e,
    E2eService,
}

internal static class Metrics
{
    private static readonly string[] Keys = [.. Enum.GetNames<Metric>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static int Count => Keys.Length;

    /// <summary>The key in <c>latency</c> and the tag in <c>latency.hlog</c>.</summary>
    public static string KeyOf(Metric metric) => Keys[(int)metric];

    /// <summary>The tag of a group's latency in <c>groups.hlog</c>.</summary>
    /// <param name="group">By its place in the workload, from 0.</param>
    public static string TagOf(int group, Metric metric) => string.Create(CultureInfo.InvariantCulture, $"{group + 1}/{KeyOf(metric)}");

    /// <param name="key">As <see cref="KeyOf"/> says it.</param>
    public static Metric Of(string key) => (Metric)Array.IndexOf(Keys, key);
}
