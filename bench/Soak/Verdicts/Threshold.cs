namespace HotPath.Soak.Verdicts;

/// <summary>A limit, understood.</summary>
/// <param name="Expression">As the user wrote it.</param>
/// <param name="Group">Null: the whole run.</param>
/// <param name="Metric">A name that <see cref="MetricCatalog"/> knows.</param>
/// <param name="Op">How the measured value must stand to the limit.</param>
/// <param name="Limit">In the unit of <c>run.json</c>.</param>
/// <param name="Unit">The one the user wrote.</param>
internal sealed record Threshold(
    string Expression, string? Group, string Metric, Comparison Op, double Limit, LimitUnit Unit);
