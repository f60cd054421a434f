using HotPath.Analysis.Pages;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Micro.Results;

/// <summary>The table of benchmarks, for terminal, Markdown and HTML alike.</summary>
internal static class VerdictTables
{
    public static ReportTable Of(IEnumerable<BenchmarkVerdict> benchmarks) => new ReportTable(
        ["benchmark", "verdict", ">base", ">head", ">change", ">between", ">faster halves", ">would find", ">allocated", ">instructions"],
        [.. benchmarks.Select(Row)]).WithoutEmptyColumns();

    private static string[] Row(BenchmarkVerdict benchmark)
    {
        TimeComparison? time = benchmark.Time;
        return
        [
            benchmark.Name,
            Outcomes.Name(benchmark.Verdict),
            Figures.Time(time?.BaseNanoseconds),
            Figures.Time(time?.HeadNanoseconds),
            Figures.Change(time?.Ratio),
            time is null ? ReportTable.None : $"{Figures.Change(time.Lower)} and {Figures.Change(time.Upper)}",
            Figures.Change(time?.FasterHalves?.Ratio),
            Figures.Change(time?.LeastDetectable),
            Allocation(benchmark.Allocation),
            Instructions(benchmark.Instructions),
        ];
    }

    private static string Instructions(InstructionComparison? instructions) => instructions is null
        ? ReportTable.None
        : $"{Figures.Count(instructions.BaseInstructions)} to {Figures.Count(instructions.HeadInstructions)}, {Figures.Change(instructions.Ratio)} ({Outcomes.Name(instructions.Verdict)})";

    /// <summary>What was allocated, in a cell.</summary>
    public static string Allocation(AllocationComparison? allocation) => allocation switch
    {
        null => ReportTable.None,
        { Verdict: AllocationVerdict.Same } => Figures.Bytes(allocation.HeadBytes),
        { Verdict: AllocationVerdict.SameAsFarAsSeen or AllocationVerdict.Varies } => $"{Figures.Bytes(allocation.HeadBytes)}, up to {Figures.Bytes(allocation.HeadBytes + allocation.Spread)}",
        _ => $"{Figures.Bytes(allocation.BaseBytes)} to {Figures.Bytes(allocation.HeadBytes)}",
    };
}
