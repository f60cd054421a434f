namespace HotPath.Gate;

/// <summary>Why a comparison cannot be made. Carries every problem, not just the first, and what the process answers.</summary>
internal sealed class GateException : Exception
{
    private GateException(int exitCode, IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems))
    {
        ExitCode = exitCode;
        Problems = problems;
    }

    public int ExitCode { get; }

    public IReadOnlyList<string> Problems { get; }

    /// <summary>What the user gave cannot be used.</summary>
    public static GateException BadInput(params IReadOnlyList<string> problems) => new(Gate.ExitCode.BadInput, problems);

    /// <summary>What was given can be used, and no figure is to be had of it.</summary>
    public static GateException CannotSay(params IReadOnlyList<string> problems) => new(Gate.ExitCode.CannotSay, problems);
}
