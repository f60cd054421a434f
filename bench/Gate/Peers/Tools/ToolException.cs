namespace HotPath.Gate.Peers.Tools;

/// <summary>A run of a tool that gave no figures; its message says why. The others go on.</summary>
internal sealed class ToolException : Exception
{
    private ToolException(string message) : base(message)
    {
    }

    public static ToolException Ended(int exitCode, string said) => new($"it ended with exit code {exitCode}: {said}");

    public static ToolException NotStarted(TimeSpan within) => new($"the server saw no load of it within {within.TotalSeconds:0} s");

    public static ToolException EndedEarly() => new("it ended before the measured time did");

    public static ToolException NotEnded(TimeSpan after) => new($"it was still there {after.TotalSeconds:0} s after its load should have ended, and was stopped");

    public static ToolException NoFigures(string expected, string output) => new($"its output has no {expected}: {output}");

    public static ToolException TooManyFailures(long failed, long all) => new($"{failed:N0} of {all:N0} requests failed");

    public static ToolException NothingDone() => new("the server answered nothing in the measured time");
}
