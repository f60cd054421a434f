using System.CommandLine;

namespace HotPath.Gate.Commands;

internal static class CalibrateCommand
{
    public static Command Build()
    {
        Command command = new("calibrate", "Compares this commit with itself, to learn what this machine can tell apart.");
        command.AnswerUnavailable("the calibration");
        return command;
    }
}
