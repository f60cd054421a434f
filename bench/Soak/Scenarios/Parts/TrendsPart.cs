using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>trends</c>: how much memory, handles and latencies may change in a long run.</summary>
internal static class TrendsPart
{
    public static TrendLimitsShape Shape { get; } = new(
        "How much a series may change before the run fails, such as \"gateway.heap\": \"5MB/h\", \"ttft.p99\": \"10%/h\" or \"rate\": \"off\". " +
        $"Judged after two minutes of steady load and more. Left out: {string.Join(", ", TrendNames.Fixed.Select(series => $"{series.Key} {TrendLimitText.Format(TrendLimit.DefaultOf(series.Value), series.Value)}"))}.");

    /// <param name="trends">Without a problem.</param>
    public static IReadOnlyDictionary<string, TrendLimit> Settings(CheckedObject trends) => (trends.Value?.Members ?? []).ToDictionary(
        member => member.Name,
        member => TrendLimitText.TryParse(member.Value.Text, TrendNames.KindOf(member.Name)!.Value, out TrendLimit limit, out _) ? limit : TrendLimit.Off);
}
