using System.CommandLine;
using System.Text.Json;
using HotPath.Analysis.Results;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Reports;
using HotPath.Soak.Reports.SideBySide;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;
using Spectre.Console;

namespace HotPath.Soak.Commands;

/// <summary><c>run</c>: one scenario after the other, each with a verdict and a folder.</summary>
internal static class RunCommand
{
    public const string ResultsRoot = "results/soak";

    public static Command Build()
    {
        RunOptions options = new();
        Command command = new("run", "Runs scenarios and judges them. Exit code: 0 pass, 1 fail, 2 bad input, 3 void, 4 a fault of our own.");
        options.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(options, parsed));
        return command;
    }

    private static async Task<int> RunAsync(RunOptions options, ParseResult parsed)
    {
        List<string> problems = [];
        RunArguments arguments = options.Read(parsed, problems);
        RunRequest[] requests = arguments.Resume is { } folder ? [.. Resumed(folder, problems)] : [.. Requests(arguments, CommandText(parsed), problems)];
        if (problems.Count > 0) throw new BadInputException(problems);

        IAnsiConsole console = Terminal.Console();
        using EndSignals signals = new();
        RunFeed feed = new(LiveEvent.Render);
        await using LivePage? page = await ListenOption.ServeAsync(arguments.Listen, feed).ConfigureAwait(false);
        List<int> codes = [];
        List<(string Folder, RunResult Run)> ended = [];
        foreach (RunRequest request in requests)
        {
            if (signals.Stop.IsCancellationRequested) break;
            if (codes.Count > 0) FormerRuns.Release();

            try
            {
                RunResult run = await RunOneAsync(request with { LivePage = page?.Address, MostFileBytes = arguments.MostFileBytes }, arguments.Output, console, feed, signals.Stop, signals.Abandon).ConfigureAwait(false);
                codes.Add(run.ExitCode ?? ExitCode.OwnFault);
                ended.Add((request.Folder, run));
            }
            catch (Exception problem) when (requests.Length > 1 && problem is RunRefusedException or ResultFolderException)
            {
                await Console.Error.WriteLineAsync($"{request.Scenario.Name}: {problem.Message}").ConfigureAwait(false);
                codes.Add(ExitCode.BadInput); // the others have their turn, and the codes earned so far count
            }
            catch (OperationCanceledException) when (codes.Count > 0)
            {
                break;
            }
        }

        if (requests.Length > 1 && ended.Count > 0) SumUp(ended, arguments.Output, console);
        return ExitCode.WorstOf(codes);
    }

    private static void SumUp(List<(string Folder, RunResult Run)> ended, RunOutput output, IAnsiConsole console)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(ended[0].Folder))!;
        SideBySideReport summary = SideBySideReport.Summary(NamedRun.Of(ended));
        summary.WriteTo(folder, "summary");
        if (output == RunOutput.Json) return;

        summary.Write(console);
        console.Write(new ConsoleLine(""));
        console.Write(new ConsoleLine($"summary      {Printable.Of(Path.Combine(folder, "summary.html"))}"));
    }

    /// <summary>Makes one run and says what it was.</summary>
    public static async Task<RunResult> RunOneAsync(
        RunRequest request, RunOutput output, IAnsiConsole console, RunFeed feed, CancellationToken stop, CancellationToken abandon)
    {
        RunResult run;
        using (IRunProgress progress = output == RunOutput.Everything ? RunProgress.For(console, Terminal.IsTerminal) : new SilentProgress())
        {
            using CancellationTokenRegistration told = stop.Register(progress.Stopping);
            SoakRun soak = new(request, progress, feed, TimeProvider.System);
            try
            {
                run = await soak.RunAsync(stop, abandon).ConfigureAwait(false);
            }
            finally
            {
                foreach (string problem in soak.NotUndone) await Console.Error.WriteLineAsync($"{request.Scenario.Name}: left as it is: {problem}").ConfigureAwait(false);
            }
        }

        if (output == RunOutput.Json) await Console.Out.WriteLineAsync(JsonSerializer.Serialize(run, ResultJson.Default.RunResult)).ConfigureAwait(false);
        else ConsoleReport.Write(console, run, request.Folder);
        return run;
    }

    private static IEnumerable<RunRequest> Resumed(string folder, List<string> problems)
    {
        ResultFolder.Open(folder).Dispose(); // says best what is missing where there is no run at all
        string file = Path.Combine(folder, ResultFileNames.Scenario);
        if (problems.Count > 0 || ScenarioSources.Read(file, problems) is not { } scenario) yield break;

        problems.AddRange(ScenarioSecrets.Problems(scenario));
        problems.AddRange(TargetTls.Problems(scenario.Target, scenario.Url));
        if (EarlierPart.Read(folder, scenario, problems) is { } earlier && problems.Count == 0)
        {
            yield return new RunRequest(earlier.Run.Id, scenario, earlier.Run.Seed, folder, earlier.Run.Environment.Command) { Earlier = earlier };
        }
    }

    private static IEnumerable<RunRequest> Requests(RunArguments arguments, string command, List<string> problems)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        HashSet<string> folders = [];
        foreach (string source in arguments.Scenarios)
        {
            if (ScenarioSources.Read(source, problems) is not { } scenario) continue;

            string[] groups = [.. scenario.Workload.Select(group => group.Name)];
            foreach (string threshold in arguments.Overrides.Thresholds)
            {
                string? wrong = ThresholdParser.ProblemOf(threshold, groups) ?? RecordedFigures.Of(scenario).ProblemOf(threshold);
                if (wrong is { } problem) problems.Add($"--threshold is \"{threshold}\"; {problem}");
            }

            problems.AddRange(ScenarioSecrets.Problems(arguments.Overrides.WithOutputs(scenario)));
            problems.AddRange(TargetTls.Problems(scenario.Target, arguments.Overrides.Url ?? scenario.Url));
            string folder = FolderOf(arguments, scenario, now);
            if (ResultFolder.ProblemWith(folder) is { } folderProblem) problems.Add(folderProblem);
            if (!folders.Add(Path.GetFullPath(folder))) problems.Add($"'{source}' is given twice; two runs cannot have one folder. Name each scenario once.");
            if (problems.Count == 0)
            {
                yield return new RunRequest(RunName.Of(scenario.Name, now), arguments.Overrides.Apply(scenario), arguments.Seed ?? RunRequest.DefaultSeed, folder, command) { Watched = arguments.Watched };
            }
        }
    }

    /// <summary>The folder given is the result folder itself; with several scenarios each has one of its name in it, beside the summary.</summary>
    private static string FolderOf(RunArguments arguments, Scenario scenario, DateTimeOffset now)
    {
        bool isOne = arguments.Scenarios.Count == 1;
        string name = isOne ? scenario.Name : $"{arguments.Scenarios.Count}-scenarios";
        string folder = arguments.Folder ?? Path.Combine(ResultsRoot, RunName.Of(name, now));
        return isOne ? folder : Path.Combine(folder, scenario.Name);
    }

    /// <summary>What repeats the run; the folder is left out, since it is taken now, and so is who was told, for such an address can be a secret.</summary>
    public static string CommandText(ParseResult parsed)
    {
        List<string> words = [.. parsed.Tokens.Select(token => token.Value)];
        foreach (string option in RunOptions.OfThisRunAlone)
        {
            int at = words.IndexOf(option);
            if (at >= 0) words.RemoveRange(at, 2);
        }

        return "dotnet run -c Release --project bench/Soak -- " + string.Join(' ', words.Select(word => word.AsSpan().ContainsAny(" <>\"") ? $"'{word}'" : word));
    }
}
