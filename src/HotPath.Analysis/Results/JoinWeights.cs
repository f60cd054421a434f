namespace HotPath.Analysis.Results;

/// <summary>How much each of two weighs in their mean.</summary>
internal readonly record struct JoinWeights(double Earlier, double Later)
{
    /// <summary>What the weights are a part of: their sum, but for the rates of parts that overlap, whose time is less than that of both.</summary>
    public double Whole { get; init; } = Earlier + Later;

    public double Mean(double earlier, double later) => Whole > 0 ? ((earlier * Earlier) + (later * Later)) / Whole : Math.Max(earlier, later);

    /// <returns>The one that is known where the other is not.</returns>
    public double? MeanOfKnown(double? earlier, double? later) => earlier is { } a && later is { } b ? Mean(a, b) : earlier ?? later;
}
