using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports.Html;

/// <summary>One figure of each interval.</summary>
internal sealed record IntervalSeries(string Name, Func<IntervalResult, double?> ValueOf);
