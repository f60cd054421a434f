namespace HotPath.Analysis.Results;

/// <summary>How much each of two weighs in their mean.</summary>
internal readonly record struct JoinWeights(double Earlier, double Later)
{
    public double Mean(double earlier, double later) =>
        Earlier + Later > 0 ? ((earlier * Earlier) + (later * Later)) / (Earlier + Later) : Math.Max(earlier, later);

    /// <returns>The one that is known where the other is not.</returns>
    public double? MeanOfKnown(double? earlier, double? later) => earlier is { } a && later is { } b ? Mean(a, b) : earlier ?? later;
}
