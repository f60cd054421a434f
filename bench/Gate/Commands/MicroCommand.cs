using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HotPath.Gate.Calibration;
using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Results;

namespace HotPath.Gate.Commands;

/// <summary><c>micro</c>: the benchmarks of two commits, launched by turns.</summary>
internal static class MicroCommand
{
    public const string Name = "micro";

    private const string BaseOption = "--base";
    private const string ResumeOption = "--resume";

    public static Command Build()
    {
        Option<string> @base = new(BaseOption) { Description = "The commit to compare with.", HelpName = "REV" };
        Option<string> head = new("--head") { Description = "The commit to judge. [default: the working tree, with what is uncommitted and not ignored]", HelpName = "REV" };
        Option<string[]> filter = new("--filter") { Description = "Which benchmarks: globs over their full names.", HelpName = "GLOB...", DefaultValueFactory = _ => ["*"], AllowMultipleArgumentsPerToken = true };
        Option<string> project = new("--project") { Description = "The BenchmarkDotNet project, in its repository.", HelpName = "PATH", DefaultValueFactory = _ => MicroOptions.DefaultProject };
        Option<bool> quick = new("--quick") { Description = "Few, short launches: shows that everything runs and what it allocates. Its times say little." };
        Option<int?> launches = NumberOption.Build(
            "--launches",
            $"Processes a side and benchmark, {MicroOptions.LeastLaunches} to {MicroOptions.MostLaunches}. [default: {MicroOptions.DefaultLaunches}, quick {MicroOptions.LeastLaunches}]",
            MicroOptions.LeastLaunches,
            MicroOptions.MostLaunches);
        Option<int?> seed = NumberOption.Build("--seed", "Of the order in which they are started. [default: another one each time]", least: 0, int.MaxValue);
        Option<bool> instructions = new("--instructions") { Description = "Counts instructions as well, under valgrind, which must be installed; a minute or two a benchmark." };
        Option<string> folder = OutOption.Build();
        Option<string> resume = new(ResumeOption) { Description = "Goes on with a comparison that was cut short, in its folder; takes no other option.", HelpName = "DIR" };
        @base.Validators.Add(result => result.AddErrors(Revision.Problems(BaseOption, result.Values())));
        head.Validators.Add(result => result.AddErrors(Revision.Problems("--head", result.Values()).Concat(ProblemsWithTwins(result, result.GetResult(@base)))));
        filter.Validators.Add(result => result.AddErrors(result.Values().SelectMany(ProblemsWithFilter)));
        project.Validators.Add(result => result.AddErrors(result.Values()
            .Where(path => !Path.Exists(path))
            .Select(path => $"--project is '{path}', and there is no such folder or file; give a BenchmarkDotNet project, from where you stand.")));

        Command command = new(Name, "Compares the benchmarks of two commits.") { @base, head, filter, project, quick, launches, instructions, seed, folder, resume };
        command.Validators.Add(result => result.AddErrors(ProblemsBetween(result, @base, resume)));
        command.SetAction(parsed => GateCommand.Run(
            parsed,
            async cancellationToken =>
            {
                TextWriter output = parsed.InvocationConfiguration.Output;
                MicroComparison comparison = new(output, TimeProvider.System, threshold: new CalibrationFolder(CalibrationFolder.Default).ThresholdsHere(MicroOptions.DefaultThreshold));
                if (parsed.GetValue(resume) is { } begun)
                {
                    BegunFolder.RequireComparison(begun);
                    return Write(await comparison.ResumeAsync(begun, cancellationToken).ConfigureAwait(false), begun, output);
                }

                MicroOptions options = new()
                {
                    Base = parsed.GetRequiredValue(@base),
                    Head = parsed.GetValue(head),
                    Filters = parsed.GetRequiredValue(filter),
                    Project = parsed.GetRequiredValue(project),
                    Launches = parsed.GetValue(launches) ?? (parsed.GetValue(quick) ? MicroOptions.LeastLaunches : MicroOptions.DefaultLaunches),
                    Times = parsed.GetValue(quick) ? LaunchTimes.Quick : LaunchTimes.Standard,
                    CountsInstructions = parsed.GetValue(instructions),
                    Seed = parsed.GetValue(seed) ?? Random.Shared.Next(1, 1_000_000),
                    Folder = parsed.GetValue(folder) ?? Path.Combine("results", "gate", DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)),
                };
                return Write(await comparison.RunAsync(options, GateCommand.Text(parsed, folder.Name), cancellationToken).ConfigureAwait(false), options.Folder, output);
            },
            afterInterruption: $"'{Name} {ResumeOption} DIR' goes on with the launches in the folder, if it had begun them."));
        return command;
    }

    private static int Write(GateReport report, string folder, TextWriter output)
    {
        GateOutputs.Write(report, folder, output);
        return report.ExitCode;
    }

    private static IEnumerable<string> ProblemsBetween(CommandResult result, Option<string> @base, Option<string> resume)
    {
        bool resumes = result.GetResult(resume) is { Implicit: false };
        if (!resumes && result.GetResult(@base) is null) yield return $"Option '{BaseOption}' is required.";
        if (!resumes) yield break;

        foreach (string other in result.Children.OfType<OptionResult>().Where(option => !option.Implicit && option.Option != resume).Select(option => option.Option.Name))
        {
            yield return $"{other} is given with {ResumeOption}; the plan of the comparison that was begun holds. Leave it out.";
        }
    }

    private static IEnumerable<string> ProblemsWithTwins(OptionResult head, OptionResult? @base) => @base is null
        ? []
        : head.Values().Intersect(@base.Values())
            .Select(revision => $"--base and --head are both '{revision}'; a comparison needs two commits. 'calibrate' compares one with itself.");

    private static IEnumerable<string> ProblemsWithFilter(string glob)
    {
        if (string.IsNullOrWhiteSpace(glob)) yield return "--filter is empty; it must be a glob over benchmark names, such as *Sse*.";
        if (glob.StartsWith('-')) yield return $"--filter is '{glob}', which BenchmarkDotNet would take for an option; it must be a glob over benchmark names, such as *Sse*.";
    }
}
