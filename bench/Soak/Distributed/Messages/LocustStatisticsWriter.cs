using System.Security.Cryptography;
using System.Text;
using HotPath.Soak.Distributed.MessagePack;

namespace HotPath.Soak.Distributed.Messages;

/// <summary>The data of a Locust master's <c>stats</c> message.</summary>
internal static class LocustStatisticsWriter
{
    /// <exception cref="ArgumentException">A figure is no finite number: the master would carry it through all of its table.</exception>
    public static void Write(MessagePackWriter data, LocustStatistics statistics, IReadOnlyDictionary<string, int> users)
    {
        data.Map(3 + LocustUsers.Members);
        data.Text("stats");
        data.Array(statistics.Entries.Count);
        foreach (LocustEntry entry in statistics.Entries) Write(data, entry);

        data.Text("stats_total");
        Write(data, statistics.Total);
        data.Text("errors");
        Write(data, statistics.Errors);
        LocustUsers.Write(data, users);
    }

    private static void Write(MessagePackWriter data, LocustEntry entry)
    {
        data.Map(14);
        data.Member("name", entry.Name);
        data.Member("method", entry.Method);
        WriteFinite(data, "last_request_timestamp", entry.LastRequestTimestamp);
        WriteFinite(data, "start_time", entry.StartTime);
        data.Member("num_requests", entry.Requests);
        data.Member("num_none_requests", entry.RequestsWithoutTime);
        data.Member("num_failures", entry.Failures);
        WriteFinite(data, "total_response_time", entry.TotalResponseTimeMs);
        WriteFinite(data, "max_response_time", entry.MaxMs);
        WriteFinite(data, "min_response_time", entry.MinMs);
        data.Member("total_content_length", entry.ContentLength);
        Write(data, "response_times", entry.ResponseTimes);
        Write(data, "num_reqs_per_sec", entry.PerSecond);
        Write(data, "num_fail_per_sec", entry.FailuresPerSecond);
    }

    // The master adds up errors of the same key. Several errors of one key in one report would leave only the last.
    private static void Write(MessagePackWriter data, IReadOnlyList<LocustError> errors)
    {
        LocustError[] kinds = [.. errors
            .GroupBy(error => (error.Name, error.Method, error.Text))
            .Select(same => same.First() with { Occurrences = same.Sum(error => error.Occurrences), FirstSeen = same.Min(error => error.FirstSeen), LastSeen = same.Max(error => error.LastSeen) })];
        data.Map(kinds.Length);
        foreach (LocustError error in kinds)
        {
            data.Text(KeyOf(error));
            data.Map(6);
            data.Member("name", error.Name);
            data.Member("method", error.Method);
            data.Member("error", error.Text);
            data.Member("occurrences", error.Occurrences);
            WriteFinite(data, "first_seen", error.FirstSeen);
            WriteFinite(data, "last_seen", error.LastSeen);
        }
    }

    /// <summary>The same for the same error of another worker, else any text.</summary>
    private static string KeyOf(LocustError error) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{error.Method}\0{error.Name}\0{error.Text}")));

    private static void Write(MessagePackWriter data, string name, IReadOnlyList<(long Key, long Count)> counts)
    {
        data.Text(name);
        data.Map(counts.Count);
        foreach ((long key, long count) in counts)
        {
            data.Integer(key);
            data.Integer(count);
        }
    }

    private static void WriteFinite(MessagePackWriter data, string name, double? value)
    {
        if (value is { } figure && !double.IsFinite(figure)) throw new ArgumentException($"{name} is {figure}; a finite number is expected.", name);

        data.Text(name);
        if (value is null) data.Nil();
        else data.Float(value.Value);
    }
}
