using System.Globalization;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Runs;

/// <summary>Whether gateway and generator counted the same, warm-up included.</summary>
internal static class GatewayAgreement
{
    /// <param name="before">The gateway's counts before the first request.</param>
    /// <param name="after">The gateway's counts after the last answer, and after it has noticed whoever gave an answer up.</param>
    /// <returns>Each count that differs, as a sentence; empty when they agree.</returns>
    public static IReadOnlyList<string> Differences(GatewayStats before, GatewayStats after, IReadOnlyList<RequestGroup> groups, RunRecorder recorder)
    {
        CounterSet all = new();
        foreach (GroupRecorder group in recorder.WarmUp.Concat(recorder.Measured)) all.Add(group.Counters);

        // A request that we gave up, or whose connection broke, may or may not have reached the gateway.
        long unknown = all[Outcome.Timeout] + all[Outcome.Cancelled] + all[Outcome.ConnectionError] + all[Outcome.Malformed] + all[Outcome.Truncated];
        CountComparison comparison = new(unknown);
        if (groups.Any(group => group.Endpoint is Endpoint.Custom))
        {
            // What a request of the scenario's own making is to the gateway, nobody here knows: all answers of both are held against each other.
            CompareAll(before, after, StatusesByEndpoint(groups, recorder).Values, comparison);
            return comparison.Differences;
        }

        foreach ((Endpoint endpoint, Dictionary<int, long> statuses) in StatusesByEndpoint(groups, recorder))
        {
            string name = endpoint.ToString().ToLowerInvariant();
            foreach ((int status, long count) in statuses)
            {
                comparison.Compare($"{name} answers with status {status}", count, CountOf(after, name, status) - CountOf(before, name, status));
            }
        }

        comparison.Compare("streams opened", all[Counter.StreamsOpened], after.Streams.Opened - before.Streams.Opened);
        comparison.Compare("streams completed", all[Counter.StreamsEnded], after.Streams.Completed - before.Streams.Completed);
        comparison.Compare("streams left by the client", LeftBefore(all, before.Streams, after.Streams), after.Streams.Abandoned - before.Streams.Abandoned);
        if (unknown == 0) comparison.Compare("tokens of whole answers", all[Counter.CompletedTokens], after.CompletedTokens - before.CompletedTokens);
        PolicyAgreement.Compare(before, after, recorder, all, comparison);
        return comparison.Differences;
    }

    private static void CompareAll(GatewayStats before, GatewayStats after, IEnumerable<Dictionary<int, long>> byEndpoint, CountComparison comparison)
    {
        foreach (IGrouping<int, KeyValuePair<int, long>> status in byEndpoint.SelectMany(statuses => statuses).GroupBy(count => count.Key))
        {
            comparison.Compare(
                $"answers with status {status.Key}",
                status.Sum(count => count.Value),
                after.Requests.Keys.Sum(endpoint => CountOf(after, endpoint, status.Key)) - before.Requests.Keys.Sum(endpoint => CountOf(before, endpoint, status.Key)));
        }
    }

    /// <summary>Streams that we gave up, but those whose end the gateway had written already when we did: it was on its way.</summary>
    private static long LeftBefore(CounterSet all, StreamStats before, StreamStats after)
    {
        long endedUnseen = after.Completed - before.Completed - all[Counter.StreamsEnded] + (after.Cut - before.Cut);
        return Math.Max(0, all[Counter.StreamsGivenUp] - endedUnseen);
    }

    private static Dictionary<Endpoint, Dictionary<int, long>> StatusesByEndpoint(IReadOnlyList<RequestGroup> groups, RunRecorder recorder)
    {
        Dictionary<Endpoint, Dictionary<int, long>> counts = [];
        for (int i = 0; i < groups.Count; i++)
        {
            if (!counts.TryGetValue(groups[i].Endpoint, out Dictionary<int, long>? statuses)) counts[groups[i].Endpoint] = statuses = [];
            foreach ((int status, long count) in recorder.WarmUp[i].Counters.Statuses.Concat(recorder.Measured[i].Counters.Statuses))
            {
                statuses[status] = statuses.GetValueOrDefault(status) + count;
            }
        }

        return counts;
    }

    private static long CountOf(GatewayStats stats, string endpoint, int status) =>
        stats.Requests.TryGetValue(endpoint, out IReadOnlyDictionary<string, long>? statuses)
        && statuses.TryGetValue(status.ToString(CultureInfo.InvariantCulture), out long count)
            ? count
            : 0;
}
