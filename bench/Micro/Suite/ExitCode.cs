namespace HotPath.Micro.Suite;

/// <summary>What the process answers; the same numbers as hotpath-soak's and hotpath-gate's.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int BenchmarkFailed = 1;
    public const int BadInput = 2;
    public const int Void = 3;
    public const int OwnFault = 4;
}
