using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.ConsoleArguments.ListBenchmarks;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using HotPath.Micro.Results;

namespace HotPath.Micro.Suite;

/// <summary>One run of the suite, in its order: choose, run, show, record.</summary>
internal sealed class SuiteRun(Assembly suite, SuiteArguments arguments, TextWriter output, TextWriter error)
{
    private SuiteOptions Options => arguments.Options;

    /// <returns>The process's exit code.</returns>
    public int Run()
    {
        if (Options.PrintInformation || Options.ListBenchmarkCaseMode != ListBenchmarkCaseMode.Disabled)
        {
            Start(SuiteConfig.Build(Options, new WriterLogger(output, onlyTrouble: false)));
            return ExitCode.Success;
        }

        ManualConfig config = SuiteConfig.Build(Options, new WriterLogger(error, onlyTrouble: true));
        Choice choice = Choice.Of(suite, arguments, config);
        string root = Repository.FindRoot();
        RecordingPlace? place = Options.Record ? RecordingPlace.Of(root, Options.Results) : null;
        Repository.MakeCurrent(root);

        output.WriteLine($"benchmarks: {choice.Cases.Count}, classes: {choice.Types.Count}{Duration(choice.Cases.Count)}");
        Summary[] summaries = Start(config.AddEventProcessor(new ProgressLines(output, choice.Cases.Count, showsFigures: !Options.IsDry)));
        if (summaries.Any(summary => summary.HasCriticalValidationErrors)) return NothingRun();

        if (!Options.IsDry) ShowTables(summaries);
        output.WriteLine($"\nEverything else is in {summaries.FirstOrDefault()?.LogFilePath} and beside it.");
        if (Outcome.FailedOf(choice.Cases, summaries) is { Count: > 0 } failed) return Failed(failed);

        place?.Write(summaries, arguments, output);
        if (Options.Quick) output.WriteLine("Quick figures show that all runs and nothing is far off. Do not quote them: --record makes those to quote.");
        return ExitCode.Success;
    }

    private Summary[] Start(ManualConfig config) => [.. BenchmarkSwitcher.FromAssembly(suite).Run(arguments.ForBenchmarkDotNet, config)];

    private void ShowTables(IEnumerable<Summary> summaries)
    {
        foreach (Summary summary in summaries) output.WriteLine($"\n{TableText.Name(summary)}\n\n{TableText.TableOnly(summary)}");
    }

    private string Duration(int cases) => Options.NamesJob
        ? ""
        : $", about {Math.Ceiling(SuiteJobs.EstimateOf(Options.Quick, cases).TotalMinutes):F0} min";

    private int NothingRun()
    {
        error.WriteLine($"{SuiteCommandLine.Name}: the suite itself is not as BenchmarkDotNet wants it, see above; nothing was run.");
        return ExitCode.OwnFault;
    }

    private int Failed(IReadOnlyList<string> names)
    {
        foreach (string name in names) error.WriteLine($"{SuiteCommandLine.Name}: {name} failed; the log has its exception.");
        if (Options.Record) error.WriteLine("Nothing was recorded.");
        return ExitCode.BenchmarkFailed;
    }
}
