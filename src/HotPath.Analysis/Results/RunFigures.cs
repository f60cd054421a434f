using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace HotPath.Analysis.Results;

/// <summary>What was sent before the measured time: it is in no other figure.</summary>
/// <param name="Requests">Requests started in the warm-up.</param>
public sealed record WarmUpFigures(long Requests);

/// <summary>One limit and what was measured.</summary>
/// <param name="Expression">As the user wrote it.</param>
/// <param name="Actual">In the expression's unit; null when nothing was measured, which does not pass.</param>
/// <param name="Passed">Whether the limit was kept.</param>
public sealed record ThresholdResult([property: JsonRequired] string Expression, double? Actual, bool Passed)
{
    /// <summary>Of a slope: the lower end of its interval of 99 %, in the expression's unit. The limit is broken where the whole interval lies beyond it.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }
}

/// <summary>Counts of requests due in the measured time: scheduled = started + not started, outcomes sum to finished.</summary>
public sealed record RequestFigures
{
    /// <summary>Due in the measured time.</summary>
    public long Scheduled { get; init; }

    /// <summary>Due and not made, for their prompt left too little of the model's window for an answer; not scheduled, and no error.</summary>
    public long HeldBack { get; init; }

    /// <summary>Handed to a worker.</summary>
    public long Started { get; init; }

    /// <summary>Ended, whatever the outcome.</summary>
    public long Finished { get; init; }

    /// <summary>Due while as many as allowed were in flight.</summary>
    public long NotStarted { get; init; }

    /// <summary>
    /// Throughput: requests that finished within the measured time, a second of it. Those due before and still open when it began are
    /// in it, those that finish in the drain are not. Of an interval: all that finished in it, those of the warm-up included, which no count has.
    /// </summary>
    public double RatePerSecond { get; init; }

    /// <summary>
    /// Not completed, not allowed by the group's expected status, or not started; as a share of scheduled, 0..1. Of an interval: as a share
    /// of what ended in it.
    /// </summary>
    public double ErrorRate { get; init; }

    /// <summary>What made requests fail; null in runs that were recorded without.</summary>
    public ErrorFigures? Errors { get; init; }

    /// <summary>
    /// Given up by the client because its group says after how long: no error. Those that the end of the run cut off are in
    /// <see cref="ByOutcome"/> as cancelled, too, but not here.
    /// </summary>
    public long GivenUp { get; init; }

    /// <summary>Answers that had begun and were not waited for when the run was stopped: no error, and among <see cref="ByOutcome"/>'s cancelled.</summary>
    public long CutOff { get; init; }

    /// <summary>Completed within every limit of the scenario's <c>goodput</c>; null where it states none.</summary>
    public long? Good { get; init; }

    /// <summary>
    /// Those as a share of scheduled, 0..1; null where the scenario states no limit. Of an interval: as a share of what ended in it.
    /// </summary>
    public double? Goodput { get; init; }

    /// <summary>Bytes of requests, those sent again included: head and body over HTTP/1.1, the body alone over HTTP/2.</summary>
    public long BytesSent { get; init; }

    /// <summary>Finished requests by outcome.</summary>
    public IReadOnlyDictionary<string, long> ByOutcome { get; init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>Answers by HTTP status.</summary>
    public IReadOnlyDictionary<string, long> ByStatus { get; init; } = ReadOnlyDictionary<string, long>.Empty;
}

/// <summary>Counts of streamed answers.</summary>
public sealed record StreamFigures
{
    /// <summary>Answered with status 200 and an event stream.</summary>
    public long Opened { get; init; }

    /// <summary>Ended with their terminal event, content whole.</summary>
    public long Completed { get; init; }

    /// <summary>Ended without their terminal event.</summary>
    public long Truncated { get; init; }

    /// <summary>Ended with content that is not what was asked for.</summary>
    public long Corrupt { get; init; }

    /// <summary>Server-sent events of any kind.</summary>
    public long Events { get; init; }

    /// <summary>Completion tokens: by the gateway's usage where it sends it, else events with content.</summary>
    public long Tokens { get; init; }

    /// <summary>Bytes of bodies, transfer coding removed.</summary>
    public long Bytes { get; init; }

    /// <summary>Throughput of all streams together: tokens of those that ended within the measured time, a second of it.</summary>
    public double TokensPerSecond { get; init; }

    /// <summary>Tokens a second of each stream, from its first token to its end; null in an interval, and where no stream had two tokens.</summary>
    public RateSummary? TokensPerSecondPerStream { get; init; }

    /// <summary>Most streams open at once.</summary>
    public long OpenPeak { get; init; }
}

/// <summary>A group's share of the requests, as it was asked for and as it came. Of a conversation its first request counts alone.</summary>
public sealed record MixFigures
{
    /// <summary>The group's weight against the sum of all, 0..1.</summary>
    public double Asked { get; init; }

    /// <summary>Of the requests due in the measured time, 0..1; within one request of what was asked.</summary>
    public double Actual { get; init; }
}

/// <summary>Requests that were sent again. Each answer is counted by its status; the outcome is that of the last attempt.</summary>
public sealed record RetryFigures
{
    /// <summary>Attempts beyond the first of their request.</summary>
    public long Attempts { get; init; }

    /// <summary>Requests that were sent again at least once.</summary>
    public long Requests { get; init; }

    /// <summary>Of those: came out as they should in the end.</summary>
    public long Recovered { get; init; }

    /// <summary>Attempts that were due and not made, for the budget was used up.</summary>
    public long OverBudget { get; init; }
}

/// <summary>Requests that follow each other and repeat what was said.</summary>
public sealed record ConversationFigures
{
    /// <summary>Begun.</summary>
    public long Started { get; init; }

    /// <summary>Answered to their last turn, also those that were begun in the warm-up.</summary>
    public long Completed { get; init; }

    /// <summary>Ended by a turn that was not answered.</summary>
    public long Broken { get; init; }

    /// <summary>Requests that followed another of their conversation; they are among those scheduled.</summary>
    public long LaterTurns { get; init; }
}

/// <summary>Whether what came is what a simulated gateway sent; nothing is verified against another.</summary>
public sealed record IntegrityFigures
{
    /// <summary>Streams whose every word was compared and found right.</summary>
    public long Verified { get; init; }

    /// <summary>Words that never came.</summary>
    public long Lost { get; init; }

    /// <summary>Words that came again.</summary>
    public long Repeated { get; init; }

    /// <summary>Words that came later than their place.</summary>
    public long Reordered { get; init; }

    /// <summary>Words that the gateway never sent.</summary>
    public long Altered { get; init; }

    /// <summary>Answers whose usage is not that of their text.</summary>
    public long WrongUsage { get; init; }

    /// <summary>Whether the gateway's own counts equal the generator's; null where it has none to compare.</summary>
    public bool? GatewayAgrees { get; init; }

    /// <summary>Why they were not compared although the gateway counts; null where they were, or where it has none.</summary>
    public string? NotCompared { get; init; }

    /// <summary>Each count in which gateway and generator differ, as a sentence; null where they were not compared.</summary>
    public IReadOnlyList<string>? Differences { get; init; }
}
