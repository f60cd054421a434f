using System.CommandLine;
using HotPath.Analysis.Results;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.Files;
using HotPath.Soak.Distributed.Session;
using HotPath.Soak.Gateway;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;
using Spectre.Console;

namespace HotPath.Soak.Commands;

/// <summary><c>worker</c>: makes its part of the load of a Locust master's tests, or one result of what the workers of one made.</summary>
internal static class WorkerCommand
{
    public static Command Build()
    {
        WorkerOptions options = new();
        Command command = new("worker", "Joins a Locust master: each of its tests is a run here, with its users. Exit code: that of the weightiest run.");
        options.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(options, parsed));
        return command;
    }

    private static async Task<int> RunAsync(WorkerOptions options, ParseResult parsed)
    {
        List<string> problems = [];
        WorkerArguments arguments = options.Read(parsed, problems);
        if (arguments.Merge is { } workers && problems.Count == 0) return WorkerMergeCommand.Run(workers, arguments.Folder);

        (string option, string source) = arguments.Print is { } print ? (WorkerOptions.PrintName, print) : (WorkerOptions.ScenarioName, arguments.Scenario);
        Scenario? scenario = ReadScenario(option, source, arguments, problems);
        if (problems.Count > 0 || scenario is null) throw new BadInputException(problems);

        if (arguments.Print is not null)
        {
            await parsed.InvocationConfiguration.Output.WriteAsync(Locustfile.Of(scenario, source)).ConfigureAwait(false);
            return ExitCode.Pass;
        }

        return await WorkAsync(scenario, arguments, arguments.Master!, RunCommand.CommandText(parsed)).ConfigureAwait(false);
    }

    /// <summary>A scenario to print a locustfile of needs none of the secrets and files that are used where it runs.</summary>
    private static Scenario? ReadScenario(string option, string source, WorkerArguments arguments, List<string> problems)
    {
        if (ScenarioSources.Read(source, problems) is not { } read) return null;

        Scenario scenario = read with { Url = arguments.Target ?? read.Url };
        problems.AddRange(LedScenario.Problems($"{option} is '{source}'", scenario));
        if (arguments.Print is not null) return scenario;

        problems.AddRange(ScenarioSecrets.Problems(scenario));
        problems.AddRange(TargetTls.Problems(scenario.Target, scenario.Url));
        if (ResultFolder.ProblemWith(FolderOf(scenario, arguments, index: null)) is { } problem) problems.Add(problem);
        return scenario;
    }

    private static async Task<int> WorkAsync(Scenario scenario, WorkerArguments arguments, WorkerAddress master, string command)
    {
        IAnsiConsole console = Terminal.Console();
        using EndSignals signals = new();
        RunFeed feed = new(LiveEvent.Render);
        await using LivePage? page = await ListenOption.ServeAsync(arguments.Listen, feed).ConfigureAwait(false);

        string node = WorkerName.New();
        LedRuns? runs = null;
        LocustWorker? worker = null;
        worker = new LocustWorker(master, node, reports => runs = new LedRuns(Next, RunOneAsync, Figures, reports, TimeProvider.System), TimeProvider.System, Say);
        Say($"joining the Locust master at {master} as {node}");
        WorkerEnd end = await worker.RunAsync(signals.Stop).ConfigureAwait(false);
        using (runs)
        {
            await (runs?.Finished ?? Task.CompletedTask).ConfigureAwait(false);
        }

        return CodeOf(end, runs?.Codes ?? []);

        RunRequest Next()
        {
            FormerRuns.Release();
            long seed = (arguments.Seed ?? RunRequest.DefaultSeed) + (worker?.Index ?? 0);
            string folder = FolderOf(scenario, arguments, worker?.Index);
            return new RunRequest(Path.GetFileName(folder), scenario, seed, folder, command) { LivePage = page?.Address };
        }

        WorkerFigures Figures() => new() { Master = master.ToString(), Node = node, Index = worker?.Index };

        Task<LedEnd> RunOneAsync(RunRequest request, CancellationToken atOnce) => MakeAsync(request, console, feed, signals, atOnce);
    }

    /// <summary>Nothing is thrown: the master has other tests, and who waits for this one is told what became of it.</summary>
    private static async Task<LedEnd> MakeAsync(RunRequest request, IAnsiConsole console, RunFeed feed, EndSignals signals, CancellationToken atOnce)
    {
        using CancellationTokenSource abandon = CancellationTokenSource.CreateLinkedTokenSource(signals.Abandon, atOnce);
        try
        {
            RunResult run = await RunCommand.RunOneAsync(request, RunOutput.Everything, console, feed, signals.Stop, abandon.Token).ConfigureAwait(false);
            return new LedEnd(run.ExitCode ?? ExitCode.OwnFault);
        }
        catch (OperationCanceledException)
        {
            return new LedEnd(ExitCode.Void);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            await Console.Error.WriteLineAsync(problem.Message).ConfigureAwait(false);
            bool isOfInput = problem is RunRefusedException or ResultFolderException or GatewayStartException;
            return new LedEnd(isOfInput ? ExitCode.BadInput : ExitCode.OwnFault, problem.Message);
        }
    }

    private static int CodeOf(WorkerEnd end, IReadOnlyList<int> codes)
    {
        if (end.Problem is { } problem) Console.Error.WriteLine(problem);
        if (end.DroppedReports > 0) Console.Error.WriteLine($"{end.DroppedReports:N0} reports did not reach the master: its figures and files lack them, the result folders here do not.");
        if (codes.Count > 0) return ExitCode.WorstOf(codes);

        Console.Error.WriteLine("No test was begun: there is nothing to judge.");
        return end.Reason == WorkerEndReason.NoMaster ? ExitCode.BadInput : ExitCode.Void;
    }

    /// <param name="index">The worker's at its master, whose test begins with all of them at once: on one machine their folders may lie side by side.</param>
    private static string FolderOf(Scenario scenario, WorkerArguments arguments, int? index)
    {
        string folder = Path.Combine(arguments.Folder ?? RunCommand.ResultsRoot, RunName.Of(scenario.Name, TimeProvider.System.GetUtcNow()) + (index is null ? "" : $"-worker-{index}"));
        int others = 1;
        while (Path.Exists(others == 1 ? folder : $"{folder}-{others}")) others++; // two tests began within a second
        return others == 1 ? folder : $"{folder}-{others}";
    }

    private static void Say(string text) => Console.WriteLine(text);
}
