using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Instructions;

namespace HotPath.EndToEnd.Tests.Gate.Micro;

/// <summary>Counts of instructions that a test chooses.</summary>
internal static class SampleCounts
{
    public const string Problem = "valgrind wrote no count";

    /// <param name="base">Null: it could not be counted.</param>
    public static InstructionCount[] Of(double? @base, double? head, int stage = 1) => [Of(Side.Base, @base, stage), Of(Side.Head, head, stage)];

    private static InstructionCount Of(Side side, double? instructions, int stage) => new()
    {
        Benchmark = SampleLaunches.Benchmark,
        Side = side,
        Stage = stage,
        StartedAt = SampleLaunches.StartedAt,
        Instructions = instructions,
        Operations = instructions is null ? null : 1_000,
        Problem = instructions is null ? Problem : null,
    };
}
