using System.Net;
using System.Text.RegularExpressions;
using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Dashboard.Prometheus;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Tests.Reports;

namespace HotPath.Soak.Tests.Dashboard.Prometheus;

public sealed partial class MetricsEndpointTests
{
    private static readonly RunResult Run = InspectedRun.Passed with
    {
        Tls = new TlsFigures { Full = 3, Resumed = 9, Failed = 1, Failures = new Dictionary<string, long> { ["expired"] = 1 } },
        Retries = new RetryFigures { Attempts = 4, OverBudget = 1 },
        Conversations = new ConversationFigures { Started = 5, Completed = 4, Broken = 1 },
        Requests = InspectedRun.Passed.Requests with { Goodput = 0.9, Good = 90 },
        Groups = InspectedRun.Passed.Groups.ToDictionary(group => group.Key, group => group.Value with
        {
            Requests = group.Value.Requests with
            {
                Scheduled = group.Value.Requests.Finished,
                Good = 7,
                ByStatus = new Dictionary<string, long> { ["200"] = 8 },
                ByOutcome = new Dictionary<string, long> { ["completed"] = group.Value.Requests.Finished - 1, ["timeout"] = 1 },
            },
        }),
        Metrics = new Dictionary<string, OwnMetricFigures>
        {
            ["upstreamMs"] = new() { Count = 10, Mean = 2, P50 = 1.5, P90 = 3, P95 = 4, P99 = 5 }, ["cached"] = new() { Count = 10, Rate = 0.25 }, ["saved"] = new() { Count = 10, Sum = 120 },
        },
    };

    /// <summary>All that can be known of a run is known.</summary>
    internal static FeedSnapshot Everything => Feeds.Measuring with
    {
        Run = Run,
        Last = SampleRuns.Interval(3),
        Alerts = [("ttft.p99 < 800ms", true), ("errors.rate < 1%", false)],
        Buckets = [.. from metric in Enum.GetValues<Metric>() select LatencyBuckets.Of("chat-short", metric, Milliseconds(1, 20, 20, 900, 200_000))],
    };

    [Fact]
    public void Render_EverythingKnown_HasEveryFamilyInTheFormatOnce()
    {
        IReadOnlyList<Sample> samples = Exposition.Read(MetricsEndpoint.Render(Everything));

        Assert.Equal(MetricsEndpoint.Families.Select(family => family.Name), samples.Select(sample => sample.Family).Distinct());
        Assert.All(samples, sample => Assert.Equal("streaming-soak", sample["scenario"]));
    }

    [Fact]
    public void Families_Names_FollowTheConventions()
    {
        Assert.Equal(MetricsEndpoint.Families.Count, MetricsEndpoint.Families.Select(family => family.Name).Distinct().Count());
        Assert.All(MetricsEndpoint.Families, family =>
        {
            Assert.Matches(Convention(), family.Name);
            Assert.Equal(family.Type is MetricFamily.Counter, family.Name.EndsWith("_total", StringComparison.Ordinal));
            Assert.Equal(family.Type is MetricFamily.Histogram, family.Name.EndsWith("_seconds", StringComparison.Ordinal) && family.Type is not MetricFamily.Gauge);
            Assert.DoesNotMatch(OtherUnit(), family.Name);
        });
    }

    [Fact]
    public void Render_Counts_AreThoseOfTheRun()
    {
        IReadOnlyList<Sample> samples = Exposition.Read(MetricsEndpoint.Render(Everything));

        Assert.Equal(Run.Groups.Values.Sum(group => group.Requests.Finished), samples.Where(sample => sample.Name == "hotpath_requests_scheduled_total").Sum(sample => sample.Value));
        Assert.Equal(1, Value(samples, "hotpath_requests_finished_total", ("group", "chat-long"), ("outcome", "timeout")));
        Assert.Equal(9, Value(samples, "hotpath_tls_handshakes_total", ("session", "resumed")));
        Assert.Equal(1, Value(samples, "hotpath_tls_failures_total", ("cause", "expired")));
        Assert.Equal(900, Value(samples, "hotpath_slice_requests_total", ("by", "cache"), ("value", "hit")));
        Assert.Equal(1_500, Value(samples, "hotpath_slice_requests_total", ("by", "transport"), ("value", "http1")));
        Assert.Equal((1, 0), (Value(samples, "hotpath_alert_firing", ("expression", "ttft.p99 < 800ms")), Value(samples, "hotpath_alert_firing", ("expression", "errors.rate < 1%"))));
        Assert.Equal(20, Value(samples, "hotpath_own_metric_sum", ("metric", "upstreamMs")));
        Assert.Equal(0.184 * 30, Value(samples, "hotpath_process_cpu_seconds_total", ("process", "generator")), tolerance: 1e-9);
        Assert.Equal((1, 0), (Value(samples, "hotpath_run_stage", ("stage", "measuring")), Value(samples, "hotpath_run_stage", ("stage", "ended"))));
    }

    [Fact]
    public void Render_Latency_IsAHistogramInSeconds()
    {
        Sample[] samples = [.. Exposition.Read(MetricsEndpoint.Render(Everything)).Where(sample => sample.Family == "hotpath_ttft_service_seconds")];

        double[] buckets = [.. samples.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).Select(sample => sample.Value)];
        Assert.Equal(buckets.Order(), buckets);
        Assert.Equal([.. LatencyBuckets.Bounds.Select(ExpositionText.Number), "+Inf"], samples.Where(sample => sample.Labels.ContainsKey("le")).Select(sample => sample["le"]));
        Assert.Equal((1, 3, 4, 4, 5), (Bucket("0.001"), Bucket("0.025"), Bucket("1"), Bucket("120"), Bucket("+Inf")));
        Assert.Equal(5, Value(samples, "hotpath_ttft_service_seconds_count"));
        Assert.Equal(200.941, Value(samples, "hotpath_ttft_service_seconds_sum"), tolerance: 0.2); // a bucket holds values within a thousandth

        double Bucket(string le) => Value(samples, "hotpath_ttft_service_seconds_bucket", ("le", le));
    }

    [Fact]
    public void Render_HostileNames_StayWithinTheirLabels()
    {
        FeedSnapshot feed = Everything with
        {
            Introduction = Feeds.Introduction with { Scenario = SampleRuns.HostileName, Target = "a\\b\"c\nd" },
            Run = InspectedRun.Hostile,
            Alerts = [("\"} 1\nhotpath_x 1", true)],
        };

        IReadOnlyList<Sample> samples = Exposition.Read(MetricsEndpoint.Render(feed));

        Assert.Equal("a\\b\"c\nd", samples.Single(sample => sample.Name == "hotpath_run_info")["target"]);
        Assert.Equal("\"} 1\nhotpath_x 1", samples.Single(sample => sample.Name == "hotpath_alert_firing")["expression"]);
        Assert.All(samples, sample => Assert.Equal(SampleRuns.HostileName, sample["scenario"]));
    }

    [Fact]
    public void Render_BeforeAnyRun_SaysWhereItStands()
    {
        IReadOnlyList<Sample> samples = Exposition.Read(MetricsEndpoint.Render(new FeedSnapshot()));

        Assert.Equal(["hotpath_run_stage"], samples.Select(sample => sample.Name).Distinct());
        Assert.Equal(1, Value(samples, "hotpath_run_stage", ("stage", "none")));
    }

    [Fact]
    public async Task Get_Metrics_IsServedBesideThePage()
    {
        RunFeed feed = new(LiveEvent.Render);
        Feeds.Run(feed, intervals: 3);
        await using LivePage page = await LivePage.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), feed);
        using HttpClient client = new();

        using HttpResponseMessage answer = await client.GetAsync(new Uri(page.Address, "/metrics"), TestContext.Current.CancellationToken);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains(Exposition.Read(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), sample => sample.Name == "hotpath_requests_scheduled_total");
    }

    private static HistogramSnapshot Milliseconds(params int[] values)
    {
        HistogramSnapshot histogram = new();
        foreach (int value in values) histogram.Record(value * 1_000_000L);
        return histogram;
    }

    private static double Value(IEnumerable<Sample> samples, string name, params (string Label, string Value)[] labels) =>
        samples.Single(sample => sample.Name == name && labels.All(label => sample[label.Label] == label.Value)).Value;

    [GeneratedRegex("^hotpath(_[a-z0-9]+)+$")]
    private static partial Regex Convention();

    [GeneratedRegex("(_ms|_mb|milliseconds|percent|_count|_sum|_bucket)(_|$)")]
    private static partial Regex OtherUnit();
}
