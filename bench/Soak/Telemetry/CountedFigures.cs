using System.Globalization;
using System.Text.Json;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Telemetry;

/// <summary>Counts become the figures of <c>run.json</c>.</summary>
internal static class CountedFigures
{
    private static readonly (Outcome Outcome, string Name)[] Outcomes =
        [.. Enum.GetValues<Outcome>().Select(outcome => (outcome, JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString())))];

    /// <param name="all">What errors and goodput are a share of.</param>
    /// <param name="judgesGoodput">Whether the scenario says what is good.</param>
    public static RequestFigures Requests(CounterSet counters, double ratePerSecond, long all, bool judgesGoodput)
    {
        long wrong = counters[Counter.Failed] + counters[Counter.NotStarted];
        return new RequestFigures
        {
            Scheduled = counters[Counter.Scheduled],
            Started = counters[Counter.Started],
            Finished = counters.Finished,
            NotStarted = counters[Counter.NotStarted],
            HeldBack = counters[Counter.HeldBack],
            RatePerSecond = ratePerSecond,
            ErrorRate = all > 0 ? (double)wrong / all : 0,
            Errors = ErrorsOf(counters),
            Good = judgesGoodput ? counters[Counter.Good] : null,
            Goodput = judgesGoodput && all > 0 ? (double)counters[Counter.Good] / all : null,
            GivenUp = counters[Counter.GivenUp],
            CutOff = counters[Counter.CutOff],
            BytesSent = counters[Counter.BytesSent],
            ByOutcome = OutcomesOf(counters),
            ByStatus = counters.Statuses.ToDictionary(status => status.Status.ToString(CultureInfo.InvariantCulture), status => status.Count),
        };
    }

    public static StreamFigures Streams(CounterSet counters, long openPeak, double tokensPerSecond) => new()
    {
        Opened = counters[Counter.StreamsOpened],
        Completed = counters[Counter.StreamsCompleted],
        Truncated = counters[Counter.StreamsTruncated],
        Corrupt = counters[Counter.StreamsCorrupt],
        Events = counters[Counter.Events],
        Tokens = counters[Counter.Tokens],
        Bytes = counters[Counter.Bytes],
        TokensPerSecond = tokensPerSecond,
        OpenPeak = openPeak,
    };

    /// <param name="asked">The group's weight against the sum of all.</param>
    public static MixFigures Mix(CounterSet group, CounterSet whole, double asked)
    {
        long all = whole[Counter.Scheduled] - whole[Counter.LaterTurns];
        return new MixFigures
        {
            Asked = asked,
            Actual = all > 0 ? (double)(group[Counter.Scheduled] - group[Counter.LaterTurns]) / all : 0,
        };
    }

    public static RetryFigures Retries(CounterSet counters) => new()
    {
        Attempts = counters[Counter.Retries],
        Requests = counters[Counter.RequestsRetried],
        Recovered = counters[Counter.RequestsRecovered],
        OverBudget = counters[Counter.RetriesOverBudget],
    };

    public static ConversationFigures Conversations(CounterSet counters) => new()
    {
        Started = counters[Counter.ConversationsStarted],
        Completed = counters[Counter.ConversationsCompleted],
        Broken = counters[Counter.ConversationsBroken],
        LaterTurns = counters[Counter.LaterTurns],
    };

    public static IntegrityFigures Integrity(CounterSet counters) => new()
    {
        Verified = counters[Counter.Verified],
        Lost = counters[Counter.Lost],
        Repeated = counters[Counter.Repeated],
        Reordered = counters[Counter.Reordered],
        Altered = counters[Counter.Altered],
        WrongUsage = counters[Counter.WrongUsage],
    };

    private static ErrorFigures ErrorsOf(CounterSet counters) => new()
    {
        Http = counters[Counter.FailedByStatus],
        Timeout = counters[Counter.FailedByTimeout],
        Connection = counters[Counter.FailedByConnection],
        Content = counters[Counter.FailedInContent],
        Check = counters[Counter.FailedInCheck],
        Cancelled = counters[Counter.FailedByUs],
    };

    private static Dictionary<string, long> OutcomesOf(CounterSet counters)
    {
        Dictionary<string, long> counts = new(Outcomes.Length);
        foreach ((Outcome outcome, string name) in Outcomes) counts.Add(name, counters[outcome]);
        return counts;
    }
}
