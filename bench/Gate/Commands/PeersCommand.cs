using System.CommandLine;

namespace HotPath.Gate.Commands;

internal static class PeersCommand
{
    public static Command Build()
    {
        Command command = new("peers", "Holds hotpath-soak against other load generators on this machine.");
        command.AnswerUnavailable("the comparison with other load generators");
        return command;
    }
}
