namespace HotPath.Gate;

/// <summary>What the process answers; the same numbers as hotpath-soak's.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Regressed = 1;
    public const int BadInput = 2;
    public const int CannotSay = 3;
    public const int ToolFailed = 4;
}
