using System.CommandLine;

namespace HotPath.Gate.Commands;

internal static class HistoryCommand
{
    public static Command Build() => new("history", "Keeps the results of many commits, and shows where they changed.")
    {
        BuildAdd(),
        BuildShow(),
    };

    private static Command BuildAdd()
    {
        Argument<string[]> folders = new("DIR")
        {
            Description = "Result folders to add.",
            Arity = ArgumentArity.OneOrMore,
        };
        folders.Validators.Add(result => result.AddErrors(result.Values()
            .Where(folder => !Directory.Exists(folder))
            .Select(folder => $"'{folder}' is no folder; give folders that hold results.")));
        Command add = new("add", "Adds results to the history.") { folders };
        add.AnswerUnavailable("the history of results");
        return add;
    }

    private static Command BuildShow()
    {
        Command show = new("show", "Shows the history and where it changed.");
        show.AnswerUnavailable("the history of results");
        return show;
    }
}
