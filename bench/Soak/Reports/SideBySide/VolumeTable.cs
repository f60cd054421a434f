using HotPath.Analysis.Results;
using HotPath.Soak.Reports.Answers;

namespace HotPath.Soak.Reports.SideBySide;

/// <summary>
/// What volumes of tokens would cost with each run's models, the cheapest first, and how much less that is than with the dearest of them all.
/// Prompts and answers are in the proportion that each run had, and at its prices.
/// </summary>
internal static class VolumeTable
{
    public const string Title = "What volumes of tokens would cost";

    private static readonly long[] Volumes = [10_000_000, 50_000_000, 100_000_000];

    /// <returns>No rows where no run has prices and tokens.</returns>
    public static ReportTable Of(IReadOnlyList<NamedRun> runs)
    {
        (NamedRun Run, string Model, double PerMillion)[] models =
        [
            .. runs.SelectMany(run => (run.Run.Cost?.PerMillionTokens ?? new Dictionary<string, double>()).Select(model => (run, model.Key, model.Value)))
                .OrderBy(model => model.Value).ThenBy(model => model.run.Name, StringComparer.Ordinal).ThenBy(model => model.Key, StringComparer.Ordinal),
        ];
        double dearest = models.Select(model => model.PerMillion).DefaultIfEmpty().Max();
        return new ReportTable(
            ["run", "model", ">1M tokens", .. Volumes.Select(volume => $">{CostText.Millions(volume)}"), ">saved"],
            [.. models.Select(model => Row(model.Run, model.Model, model.PerMillion, dearest))]);
    }

    private static string[] Row(NamedRun run, string model, double perMillion, double dearest) =>
    [
        run.Name, model, CostText.Of(run.Run.Cost!, perMillion),
        .. Volumes.Select(volume => CostText.Of(run.Run.Cost!, perMillion * volume / 1e6)),
        perMillion < dearest ? Figure.Share(1 - (perMillion / dearest)) : Figure.None,
    ];
}
