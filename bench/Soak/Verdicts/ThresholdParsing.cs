namespace HotPath.Soak.Verdicts;

/// <param name="Threshold">Null when there is a problem.</param>
/// <param name="Problem">To be put behind <c>X is "..."; </c>; null when there is none.</param>
internal sealed record ThresholdParsing(Threshold? Threshold, string? Problem);
