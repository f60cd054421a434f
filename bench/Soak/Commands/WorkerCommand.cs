using System.CommandLine;

namespace HotPath.Soak.Commands;

/// <summary><c>worker</c>: makes one run of what several workers of a Locust master recorded.</summary>
internal static class WorkerCommand
{
    public static Command Build()
    {
        Option<string> merge = new("--merge") { HelpName = "DIR", Description = "Makes one result folder of those of several workers, DIR/*/.", Required = true };
        Option<string?> output = new("--out") { HelpName = "DIR", Description = "The result folder; absent or empty. DIR/merged unless it is said." };
        Command command = new("worker", "Makes one run of what several workers of a Locust master recorded. Exit code: 0 pass, 1 fail, 2 bad input, 3 void, 4 a fault of our own.") { merge, output };
        command.SetAction((parsed, _) => WorkerMergeCommand.RunAsync(parsed.GetValue(merge)!, parsed.GetValue(output)));
        return command;
    }
}
