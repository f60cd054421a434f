using HotPath.Analysis.Results;
using HotPath.Soak.Reports.Answers;

namespace HotPath.Soak.Dashboard.Prometheus;

/// <summary>What is counted of requests, streams and connections since the measured time began.</summary>
internal static class CountFamilies
{
    public static IReadOnlyList<MetricFamily> All { get; } =
    [
        OfGroups("hotpath_requests_scheduled_total", "Requests due.", group => group.Requests.Scheduled),
        OfGroups("hotpath_requests_started_total", "Requests handed to a worker.", group => group.Requests.Started),
        OfGroups("hotpath_requests_not_started_total", "Requests due that found no capacity.", group => group.Requests.NotStarted),
        OfEach("hotpath_requests_finished_total", "Requests that ended, by how they did.", "outcome", group => group.Requests.ByOutcome),
        OfEach("hotpath_answers_total", "Answers by HTTP status; of a request that was sent again each of them.", "status", group => group.Requests.ByStatus),
        OfEach("hotpath_requests_failed_total", "Requests that failed, by what made it so.", "cause", group => Errors(group.Requests.Errors ?? new())),
        OfGroups("hotpath_requests_given_up_total", "Requests that the client gave up because its group says after how long.", group => group.Requests.GivenUp),
        OfGroups("hotpath_requests_good_total", "Requests within every limit of the scenario's goodput.", group => group.Requests.Good),
        OfGroups("hotpath_request_bytes_total", "Bytes of requests.", group => group.Requests.BytesSent),
        OfGroups("hotpath_streams_opened_total", "Answers that began as an event stream.", group => group.Streams.Opened),
        OfGroups("hotpath_streams_completed_total", "Streams that ended whole.", group => group.Streams.Completed),
        OfGroups("hotpath_streams_truncated_total", "Streams that ended without their terminal event.", group => group.Streams.Truncated),
        OfGroups("hotpath_streams_corrupt_total", "Streams with other content than was sent.", group => group.Streams.Corrupt),
        OfGroups("hotpath_events_total", "Server-sent events.", group => group.Streams.Events),
        OfGroups("hotpath_tokens_total", "Completion tokens.", group => group.Streams.Tokens),
        OfGroups("hotpath_answer_bytes_total", "Bytes of the answers' bodies.", group => group.Streams.Bytes),
        OfRun("hotpath_words_wrong_total", "Words of verified streams that did not come as they were sent, by what was wrong.", "finding", run => Words(run.Integrity)),
        OfRun("hotpath_streams_verified_total", "Streams whose every word was compared and found right.", run => run.Integrity.Verified),
        OfRun("hotpath_usage_wrong_total", "Answers whose usage is not that of their text.", run => run.Integrity.WrongUsage),
        OfRun("hotpath_connections_opened_total", "Connections established.", run => run.Connections.Opened),
        OfRun("hotpath_connections_reused_total", "Requests on a connection that had carried one before.", run => run.Connections.Reused),
        OfRun("hotpath_connections_closed_by_peer_total", "Connections that the other side closed.", run => run.Connections.ClosedByPeer),
        OfRun("hotpath_connections_failed_total", "Connections that were refused or timed out.", run => run.Connections.Failed),
        OfRun("hotpath_tls_handshakes_total", "TLS handshakes, by whether they took up an earlier session.", "session", run => run.Tls is { } tls ? Two("full", tls.Full, "resumed", tls.Resumed) : []),
        OfRun("hotpath_tls_failures_total", "TLS handshakes that failed, by cause.", "cause", run => run.Tls is { } tls ? Each(tls.Failures) : []),
        OfRun("hotpath_retries_total", "Attempts beyond the first of their request.", run => run.Retries?.Attempts),
        OfRun("hotpath_retries_over_budget_total", "Attempts that were due and not made.", run => run.Retries?.OverBudget),
        OfRun("hotpath_conversations_total", "Conversations, by what became of them.", "state", run => run.Conversations is { } talk
            ? [("started", talk.Started), ("completed", talk.Completed), ("broken", talk.Broken)]
            : []),
        new("hotpath_checks_total", MetricFamily.Counter, "How often a check of the scenario held.", feed =>
            from check in feed.Run?.Checks?.ByName ?? new Dictionary<string, CheckCount>()
            from result in Two("passed", check.Value.Passed, "failed", check.Value.Failed)
            select MetricSample.Of(result.Count, ("check", check.Key), ("result", result.Name))),
        new("hotpath_slice_requests_total", MetricFamily.Counter, "Finished requests by what they have in common.", feed => Slices(feed, slice => slice.Requests)),
        new("hotpath_slice_requests_failed_total", MetricFamily.Counter, "Those of them that failed.", feed => Slices(feed, slice => slice.Failed)),
        new("hotpath_slice_tokens_total", MetricFamily.Counter, "Completion tokens of those.", feed => Slices(feed, slice => slice.Tokens)),
        new("hotpath_cost_total", MetricFamily.Counter, "What the tokens cost, by the model asked for, in the currency of the prices.", feed =>
            (feed.Run?.Cost?.ByModel ?? new Dictionary<string, double>()).Select(model => MetricSample.Of(model.Value, ("model", model.Key)))),
    ];

    private static MetricFamily OfGroups(string name, string help, Func<GroupFigures, long?> countOf) => new(name, MetricFamily.Counter, help, feed =>
        from @group in Groups(feed)
        where countOf(@group.Value) is not null
        select MetricSample.Of(countOf(@group.Value)!.Value, ("group", @group.Key)));

    private static MetricFamily OfEach(string name, string help, string label, Func<GroupFigures, IReadOnlyDictionary<string, long>> countsOf) => new(name, MetricFamily.Counter, help, feed =>
        from @group in Groups(feed)
        from count in countsOf(@group.Value)
        select MetricSample.Of(count.Value, ("group", @group.Key), (label, count.Key)));

    private static MetricFamily OfRun(string name, string help, Func<RunResult, long?> countOf) => new(name, MetricFamily.Counter, help, feed =>
        feed.Run is { } run && countOf(run) is { } count ? [MetricSample.Of(count)] : []);

    private static MetricFamily OfRun(string name, string help, string label, Func<RunResult, IEnumerable<(string Name, long Count)>> countsOf) => new(name, MetricFamily.Counter, help, feed =>
        feed.Run is { } run ? countsOf(run).Select(count => MetricSample.Of(count.Count, (label, count.Name))) : []);

    private static IReadOnlyDictionary<string, GroupFigures> Groups(FeedSnapshot feed) => feed.Run?.Groups ?? new Dictionary<string, GroupFigures>();

    private static IEnumerable<MetricSample> Slices(FeedSnapshot feed, Func<SliceFigures, long> countOf) =>
        from dimension in Dimensions.All(feed.Run?.By)
        from value in dimension.Values
        select MetricSample.Of(countOf(value.Value), ("by", dimension.Name), ("value", value.Key));

    private static Dictionary<string, long> Errors(ErrorFigures errors) => new()
    {
        ["http"] = errors.Http, ["timeout"] = errors.Timeout, ["connection"] = errors.Connection,
        ["content"] = errors.Content, ["check"] = errors.Check, ["cancelled"] = errors.Cancelled,
    };

    private static IEnumerable<(string Name, long Count)> Words(IntegrityFigures integrity) =>
        [("lost", integrity.Lost), ("repeated", integrity.Repeated), ("reordered", integrity.Reordered), ("altered", integrity.Altered)];

    private static IEnumerable<(string Name, long Count)> Two(string one, long count, string other, long otherCount) => [(one, count), (other, otherCount)];

    private static IEnumerable<(string Name, long Count)> Each(IReadOnlyDictionary<string, long> counts) => counts.Select(count => (count.Key, count.Value));
}
