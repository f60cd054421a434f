using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>A unit that a limit can be written in: one of it is <paramref name="Multiplier"/> / <paramref name="Divisor"/> of the figure's own.</summary>
internal sealed record LimitUnit(string Name, int Multiplier, int Divisor)
{
    private static readonly LimitUnit Plain = new("", 1, 1);

    private static readonly LimitUnit[] Latencies = [new("us", 1, 1_000), new("ms", 1, 1), new("s", 1_000, 1), new("m", 60_000, 1)];

    private static readonly LimitUnit[] Shares = [Plain, new("%", 1, 100)];

    private static readonly LimitUnit[] Rates = [Plain, new("/s", 1, 1), new("/min", 1, 60), new("/h", 1, 3_600)];

    /// <returns>Null when that kind of figure is not written so. A latency needs its unit: 800 alone could be milliseconds or seconds.</returns>
    public static LimitUnit? Find(MetricKind kind, string name) => Array.Find(UnitsOf(kind), unit => unit.Name == name);

    /// <summary>In decimals, so that 0.3% is the double nearest to 0.003, as a measured 3 in 1,000 is.</summary>
    public double ToFigure(decimal written) => NumberText.ToDouble(written * Multiplier / Divisor);

    public double FromFigure(double figure) => figure * Divisor / Multiplier;

    private static LimitUnit[] UnitsOf(MetricKind kind) => kind switch
    {
        MetricKind.Latency => Latencies,
        MetricKind.Share => Shares,
        MetricKind.Rate => Rates,
        _ => [Plain],
    };
}
