using System.Globalization;
using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Verdicts;

/// <summary>Why a run fails that leaks or drifts.</summary>
internal static class TrendFailures
{
    /// <returns>A sentence for each series, with what was found, the limit, and what to do.</returns>
    public static IEnumerable<string> Of(RunResult run) =>
        (run.Trends ?? new Dictionary<string, TrendFigures>()).Where(trend => trend.Value.Fails).Select(trend => Describe(trend.Key, trend.Value));

    private static string Describe(string name, TrendFigures trend)
    {
        string unit = trend.Unit.Length == 0 ? "" : $" {trend.Unit}";
        string Number(double? value) => value is { } number ? number.ToString("#,0.##", CultureInfo.InvariantCulture) : "unknown";
        return $"{Printable.Of(name)} is {trend.Verdict} by {Number(trend.SlopePerHour)}{unit} an hour (99 % interval {Number(trend.Low)} to {Number(trend.High)}), to the end; " +
            $"it may change by {Number(trend.BudgetPerHour)}. {WhatToDo(name)}";
    }

    private static string WhatToDo(string name) => TrendNames.KindOf(name) switch
    {
        _ when name.StartsWith($"{TrendNames.Generator}.", StringComparison.Ordinal) =>
            "The generator itself leaks: report it with the scenario.",
        TrendKind.Heap => "Something is kept that should be let go: compare two dumps of its heap.",
        TrendKind.Rss => "Memory is not given back: where the heap is flat, look at native memory.",
        TrendKind.OpenFiles or TrendKind.Connections => "Something is opened and not closed: list what is open.",
        TrendKind.Threads => "Threads are started and do not end: list their stacks.",
        _ => "The target gets slower the longer it runs: look at what grows in it, and at what the machine does besides.",
    };
}
