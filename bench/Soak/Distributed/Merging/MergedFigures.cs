using HotPath.Analysis.Results;
using HotPath.Analysis.Statistics;
using HotPath.Recording;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Answers;
using Metric = HotPath.Soak.Telemetry.Metric;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>The figures of all workers as those of one run, its latencies of their histograms.</summary>
internal static class MergedFigures
{
    private const string Topology = "distributed";

    /// <param name="course">Written already.</param>
    /// <param name="command">What repeats the merging.</param>
    public static RunResult Of(WorkerFolders folders, MergedCourse course, string command)
    {
        RunResult joined = folders.Workers.Select(worker => worker.Run).Aggregate(ConcurrentJoin.Of);
        joined = joined with
        {
            Id = $"{folders.Workers.MinBy(worker => worker.Run.StartedAt)!.Run.Id}-merged",
            Topology = Topology,
            Environment = joined.Environment with { Command = command },
            Worker = null,
            Workers = [.. folders.Workers.Select(PartOf)],
            RecordedSeconds = course.EndSeconds,
            Fairness = Fairness(joined, folders.Scenario),
        };
        return WithLatencies(joined, folders.Scenario, course);
    }

    private static RunResult WithLatencies(RunResult run, Scenario scenario, MergedCourse course) => run with
    {
        Latency = LatencyJoin.WithOverRange(LatencySummaries.Of(course.Whole), run.Latency),
        Streams = WithTokenRates(run.Streams, course.Whole(Metric.Tpot)),
        Groups = scenario.Workload.Index().ToDictionary(group => group.Item.Name, group => OfGroup(run, group.Item.Name, metric => course.OfGroup(group.Index, metric))),
    };

    private static GroupFigures OfGroup(RunResult run, string name, Func<Metric, HistogramSnapshot> histogramOf)
    {
        GroupFigures joined = run.Groups.GetValueOrDefault(name) ?? new GroupFigures();
        return (GroupFigures)LatencyJoin.WithOverRange(LatencySummaries.OfGroup(histogramOf), joined) with
        {
            Requests = joined.Requests,
            Streams = WithTokenRates(joined.Streams, histogramOf(Metric.Tpot)),
            Connections = joined.Connections,
            Tls = joined.Tls,
            Mix = joined.Mix,
        };
    }

    private static StreamFigures WithTokenRates(StreamFigures streams, HistogramSnapshot timePerToken) => streams with { TokensPerSecondPerStream = TokenRates.Of(timePerToken) };

    /// <summary>As of one run: over what the tenants had answered right, each against its weight. Null without tenants, and of more of them than are kept apart.</summary>
    private static double? Fairness(RunResult run, Scenario scenario)
    {
        if (scenario.Tenants.Count is 0 or > SliceDimension.MostValues || run.By?.Tenant is not { } tenants) return null;

        return JainsIndex.Of([.. scenario.Tenants.Select(tenant => tenants.TryGetValue(tenant.Name, out SliceFigures? its) ? (double)(its.Requests - its.Failed) / tenant.Weight : 0)]);
    }

    private static WorkerPart PartOf(WorkerFolder worker)
    {
        RunResult run = worker.Run;
        return new WorkerPart
        {
            Node = worker.Worker.Node,
            Index = worker.Worker.Index,
            Folder = worker.Name,
            StartedAt = run.StartedAt,
            ClockOffsetSeconds = worker.Worker.ClockOffsetSeconds,
            DurationSeconds = run.DurationSeconds,
            Seed = run.Seed,
            MostUsers = worker.Worker.MostUsers,
            Requests = run.Requests.Finished,
            RatePerSecond = run.Requests.RatePerSecond,
            ErrorRate = run.Requests.ErrorRate,
            Streams = run.Streams.Opened,
            OpenPeak = run.Streams.OpenPeak,
            TtftP99 = run.Latency.Ttft?.P99,
            CpuPercent = run.Generator?.CpuPercent,
            ProcessorCount = run.Environment.ProcessorCount,
            Complete = run.Complete,
            Verdict = worker.Judgement.Verdict,
            Reasons = worker.Judgement.Reasons,
            Remarks = worker.Remarks,
        };
    }
}
