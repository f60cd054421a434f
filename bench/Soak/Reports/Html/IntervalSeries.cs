using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Html;

/// <summary>One figure of each interval.</summary>
internal sealed record IntervalSeries(string Name, Func<IntervalResult, double?> ValueOf)
{
    /// <summary>For what should never happen: a line at 0 would only ask for attention.</summary>
    public bool IsHiddenAtZero { get; init; }

    public bool HasSomethingIn(IntervalResult interval) => IsHiddenAtZero ? ValueOf(interval) > 0 : ValueOf(interval) is not null;
}
