namespace HotPath.Gate.Soak.Comparing;

/// <summary>What is said of two sets of runs.</summary>
/// <param name="Outcome"><see cref="Pass"/>, <see cref="Fail"/> or <see cref="CannotSay"/>.</param>
/// <param name="Problems">Why nothing can be said, a sentence each; empty where something can.</param>
/// <param name="Figures">The weightiest verdict first; empty where the runs cannot be held against each other.</param>
/// <param name="Pairs">Runs of base and head next to each other.</param>
/// <param name="Remarks">What else one must know to read it.</param>
internal sealed record SoakVerdict(string Outcome, IReadOnlyList<string> Problems, IReadOnlyList<FigureComparison> Figures, int Pairs, IReadOnlyList<string> Remarks)
{
    public const string Pass = "pass";
    public const string Fail = "fail";
    public const string CannotSay = "cannotSay";

    public int ExitCode => Outcome switch
    {
        Pass => Gate.ExitCode.Success,
        Fail => Gate.ExitCode.Regressed,
        _ => Gate.ExitCode.CannotSay,
    };
}
