using System.CommandLine;

namespace HotPath.Gate.Commands;

/// <summary>The answer of a command whose comparison this version does not have: never a verdict.</summary>
internal static class Unavailable
{
    public static void AnswerUnavailable(this Command command, string what) =>
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Error.WriteLine($"hotpath-gate: {what} is not there yet in this version; nothing was compared.");
            return ExitCode.ToolFailed;
        });
}
