using System.Globalization;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>A run's counts as short phrases, the way the summary and the report list them.</summary>
internal static class RunFacts
{
    public static IEnumerable<string> Requests(RunResult run) => [.. Planned(run), .. Requests(run.Requests)];

    private static IEnumerable<string> Requests(RequestFigures requests) =>
    [
        $"{Figure.Count(requests.Scheduled)} scheduled", $"{Figure.Count(requests.Started)} started",
        $"{Figure.Count(requests.Finished)} finished", .. NonZero(requests.NotStarted, "not started"), .. NonZero(requests.CutOff, "cut off by the end"),
        .. NonZero(requests.HeldBack, "held back for want of tokens"),
        Figure.Rate(requests.RatePerSecond), $"errors {Figure.Share(requests.ErrorRate)}",
        .. requests.Goodput is { } goodput ? (string[])[$"goodput {Figure.Share(goodput)}"] : [],
        .. requests.BytesSent > 0 ? (string[])[$"{Figure.Bytes(requests.BytesSent)} sent"] : [],
    ];

    /// <summary>Nothing where the run was to end with its time.</summary>
    private static IEnumerable<string> Planned(RunResult run) => run.PlannedRequests is not { } planned ? []
        : run.Requests.Scheduled + run.Requests.HeldBack >= planned ? [$"ended after {Figure.Count(planned)} as planned"]
        : [$"ended before the {Figure.Count(planned)} planned"];

    /// <summary>The non-zero counts, the largest first.</summary>
    public static IEnumerable<string> Counts(IReadOnlyDictionary<string, long> counts) => counts
        .Where(entry => entry.Value != 0)
        .OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => $"{Printable.Of(entry.Key)}: {Figure.Count(entry.Value)}");

    public static IEnumerable<string> Streams(StreamFigures streams) =>
    [
        $"{Figure.Count(streams.Opened)} opened", $"{Figure.Count(streams.Completed)} completed",
        $"{Figure.Count(streams.Truncated)} truncated", $"{Figure.Count(streams.Corrupt)} corrupt",
        $"{Figure.Count(streams.OpenPeak)} open at most", $"{Figure.Count(streams.Events)} events",
        $"{Figure.Count(streams.Tokens)} tokens", Figure.Bytes(streams.Bytes),
        .. streams.TokensPerSecond > 0 ? (string[])[$"{Figure.Number(streams.TokensPerSecond)} tokens/s"] : [],
        .. Known("tokens/s of a stream, median", streams.TokensPerSecondPerStream?.P50, Figure.Number),
        .. Known("of the slowest hundredth", streams.TokensPerSecondPerStream?.P1, Figure.Number),
    ];

    /// <summary>Nothing where no request is sent again.</summary>
    public static IEnumerable<string> Retries(RetryFigures? retries) => retries is null
        ? []
        :
        [
            $"{Figure.Count(retries.Attempts)} more attempts for {Figure.Count(retries.Requests)} requests",
            $"{Figure.Count(retries.Recovered)} recovered", .. NonZero(retries.OverBudget, "not made: the budget was used up"),
        ];

    /// <summary>Nothing where the workload has none.</summary>
    public static IEnumerable<string> Conversations(ConversationFigures? conversations) => conversations is null
        ? []
        :
        [
            $"{Figure.Count(conversations.Started)} started", $"{Figure.Count(conversations.Completed)} completed",
            $"{Figure.Count(conversations.Broken)} broken", $"{Figure.Count(conversations.LaterTurns)} later turns",
        ];

    public static IEnumerable<string> Integrity(IntegrityFigures integrity) =>
    [
        $"{Figure.Count(integrity.Verified)} streams verified", $"words: {Figure.Count(integrity.Lost)} lost",
        $"{Figure.Count(integrity.Repeated)} repeated", $"{Figure.Count(integrity.Reordered)} reordered",
        $"{Figure.Count(integrity.Altered)} altered", .. NonZero(integrity.WrongUsage, "answers with a wrong usage"),
        integrity.GatewayAgrees switch
        {
            null => integrity.NotCompared ?? "no counts of the gateway to compare",
            true => "the gateway's counts agree",
            false => "the gateway's counts DIFFER",
        },
        .. (integrity.Differences ?? []).Select(Printable.Of),
    ];

    public static IEnumerable<string> Cost(ProcessFigures process) =>
    [
        $"CPU {Figure.Percent(process.CpuPercent)} of one core",
        $"GC gen0/1/2 {Figure.Count(process.Gc.Gen0)}/{Figure.Count(process.Gc.Gen1)}/{Figure.Count(process.Gc.Gen2)}",
        $"paused {Figure.Milliseconds(process.Gc.PauseMs)} ({Figure.Percent(process.Gc.PausePercent)})",
        .. Known("pause p99", process.Gc.Pause?.P99, Figure.Milliseconds),
        .. NonZero(process.Gc.Requested ?? 0, "collections requested"),
        .. Known("allocated an event", process.AllocatedBytesPerEvent, Figure.Bytes),
        .. Known("a request", process.AllocatedBytesPerRequest, Figure.Bytes),
        $"RSS peak {Figure.Mebibytes(process.RssPeakMB)}",
        .. Known("RSS slope", process.RssSlopeMBPerHour, Figure.MebibytesAnHour),
        .. Known("heap slope", process.HeapSlopeMBPerHour, Figure.MebibytesAnHour),
    ];

    /// <summary>What measuring cost the generator; nothing where that is not known.</summary>
    public static IEnumerable<string> Measuring(TelemetryFigures? telemetry) => telemetry is null
        ? []
        :
        [
            .. telemetry.CpuPercent is { } percent ? (string[])[$"{Figure.Percent(percent)} of one core of the generator's"] : [],
            .. Known("allocated", telemetry.AllocatedMB, Figure.Mebibytes),
            .. telemetry.AllocatedBytesPerEvent is { } bytes ? (string[])[$"{Figure.Bytes(bytes)} an event"] : [],
        ];

    /// <param name="name">What the user calls it.</param>
    public static IEnumerable<string> Watched(string name, WatchedFigures watched) =>
    [
        $"{Printable.Of(name)} ({watched.Pid}, {watched.Runtime})",
        .. watched.EndedAtSeconds is { } ended ? (string[])[$"ENDED after {Figure.Seconds(ended)}"] : [],
        .. Cost(watched), .. Known("disk read", watched.DiskReadMB, Figure.Mebibytes), .. Known("written", watched.DiskWrittenMB, Figure.Mebibytes),
    ];

    /// <summary>Nothing where the load does not rise.</summary>
    public static IEnumerable<string> Ramp(RampFigures? ramp) => ramp is null
        ? []
        :
        [
            $"{Load(ramp.From)} to {Load(ramp.To)} {(ramp.Unit == "users" ? "users" : "requests a second")}",
            .. ramp.Inflection is { } inflection
                ? (string[])
                [
                    $"borne up to {Load(ramp.Sustained)}",
                    $"from {Load(inflection.Level)} on not ({Figure.Seconds(inflection.AtSeconds)})",
                    $"reason: {inflection.Reason}", .. inflection.Finding.Split(", "),
                ]
                : ["all of it borne"],
        ];

    /// <summary>Nothing where all was well, or where it was not looked for.</summary>
    public static IEnumerable<string> Disturbances(DisturbanceFigures? disturbances) => disturbances is null or { Count: 0 }
        ? []
        :
        [
            $"{Figure.Count(disturbances.Count)}, {Figure.Share(disturbances.Share)} of the time", $"longest until all was well again {Figure.Seconds(disturbances.LongestSeconds)}",
            disturbances.Recovered ? "over before the end" : "NOT over at the end",
            .. disturbances.First.Select(first => $"at {Figure.Seconds(first.AtSeconds)} for {Figure.Seconds(first.LengthSeconds)}: {first.Reason}"),
        ];

    /// <summary>How a simulated gateway kept its own schedule; nothing where there is none to read.</summary>
    public static IEnumerable<string> Pacing(PacingFigures? pacing) => pacing is null
        ? []
        :
        [
            .. Known("late p50", pacing.Late?.P50, Figure.Milliseconds), .. Known("p99", pacing.Late?.P99, Figure.Milliseconds),
            .. Known("ttft p50", pacing.Ttft?.P50, Figure.Milliseconds), .. Known("p99", pacing.Ttft?.P99, Figure.Milliseconds),
            .. Known("gap p50", pacing.Gap?.P50, Figure.Milliseconds), .. Known("p99", pacing.Gap?.P99, Figure.Milliseconds),
            $"gaps lost {Figure.Count(pacing.Coalesced)} ({Figure.Share(pacing.CoalescedShare)})",
            .. NonZero(pacing.Held, "tokens held back by a client that did not read"),
        ];

    private static string Load(double level) => level.ToString("#,0.#", CultureInfo.InvariantCulture);

    private static IEnumerable<string> NonZero(long count, string name) =>
        count == 0 ? [] : [$"{Figure.Count(count)} {name}"];

    private static IEnumerable<string> Known(string name, double? value, Func<double?, string> format) =>
        value is null ? [] : [$"{name} {format(value)}"];
}
