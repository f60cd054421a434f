namespace HotPath.Soak.Commands;

/// <summary>The contract with scripts and CI.</summary>
internal static class ExitCode
{
    public const int Pass = 0;
    public const int Fail = 1;
    public const int BadInput = 2;
    public const int Void = 3;
    public const int OwnFault = 4;

    /// <summary>Of several runs the one that needs attention most: our own fault, bad input, a failure, a void run.</summary>
    public static int WorstOf(IEnumerable<int> codes)
    {
        int[] byWeight = [OwnFault, BadInput, Fail, Void];
        return byWeight.FirstOrDefault(codes.Contains);
    }
}
