using System.CommandLine;
using HotPath.Gate.History;

namespace HotPath.Gate.Commands;

/// <summary><c>history</c>: results of many commits, a line each.</summary>
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
            Description = "Folders of soak runs, or of 'micro' comparisons, to add.",
            Arity = ArgumentArity.OneOrMore,
        };
        folders.Validators.Add(result => result.AddErrors(result.Values()
            .Where(folder => !Directory.Exists(folder))
            .Select(folder => $"'{folder}' is no folder; give folders that hold results.")));
        Option<string> history = HistoryOption();
        Command add = new("add", "Adds results to the history.") { folders, history };
        add.SetAction(parsed => GateCommand.Run(parsed, _ =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            HistoryFolder folder = new(parsed.GetRequiredValue(history));
            HistoryEntry[] entries = [.. parsed.GetRequiredValue(folders).Select(HistorySource.Read)]; // all, before the first is written
            foreach (HistoryEntry entry in entries)
            {
                string? file = folder.Add(entry);
                output.WriteLine(file is null ? $"{entry.Id} is in the history already" : $"added {entry.Id} to {file}");
            }

            return Task.FromResult(ExitCode.Success);
        }));
        return add;
    }

    private static Command BuildShow()
    {
        Option<string> history = HistoryOption();
        Option<string> folder = OutOption.Build();
        Command show = new("show", "Shows the history and where it changed.") { history, folder };
        show.SetAction(parsed => GateCommand.Run(parsed, _ =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            string path = parsed.GetRequiredValue(history);
            IReadOnlyList<HistorySeries> series = HistorySeries.Of(new HistoryFolder(path).Read());
            if (series.Count == 0) throw GateException.CannotSay($"there is no result in {path}; 'history add DIR' adds one.");

            HistoryReport.WriteConsole(series, output);
            if (parsed.GetValue(folder) is { } written)
            {
                string page = Path.Combine(written, HistoryReport.HtmlFile);
                Directory.CreateDirectory(written);
                File.WriteAllText(page, HistoryReport.Html(series));
                output.WriteLine($"written: {page}");
            }

            return Task.FromResult(ExitCode.Success);
        }));
        return show;
    }

    private static Option<string> HistoryOption() => new("--history")
    {
        Description = "Where the history lies.",
        HelpName = "DIR",
        DefaultValueFactory = _ => HistoryFolder.Default,
    };
}
