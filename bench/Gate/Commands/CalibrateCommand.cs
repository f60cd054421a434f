using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HotPath.Analysis.Pages;
using HotPath.Gate.Calibration;
using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;

namespace HotPath.Gate.Commands;

/// <summary><c>calibrate</c>: one commit against itself, to learn what this machine can tell apart.</summary>
internal static class CalibrateCommand
{
    private const string ResumeOption = "--resume";
    private const string FromOption = "--from";
    private const int DefaultLaunches = 30;

    public static Command Build()
    {
        Option<string> revision = new("--revision") { Description = "The commit whose benchmarks are launched.", HelpName = "REV", DefaultValueFactory = _ => "HEAD" };
        Option<string[]> filter = new("--filter") { Description = "Which benchmarks: globs over their full names.", HelpName = "GLOB...", DefaultValueFactory = _ => ["*"], AllowMultipleArgumentsPerToken = true };
        Option<string> project = new("--project") { Description = "The BenchmarkDotNet project, in its repository.", HelpName = "PATH", DefaultValueFactory = _ => MicroOptions.DefaultProject };
        Option<int> launches = NumberOption.Build(
            "--launches",
            $"Processes a side and benchmark, {MicroOptions.DefaultLaunches} to {MicroOptions.MostLaunches}; a gate has {MicroOptions.DefaultLaunches}.",
            DefaultLaunches,
            MicroOptions.DefaultLaunches,
            MicroOptions.MostLaunches);
        Option<string> store = CalibrationOption.Build();
        Option<string> folder = OutOption.Build();
        Option<string> resume = new(ResumeOption) { Description = $"Goes on with a calibration that was cut short, in its folder; takes no other option but {CalibrationOption.Name}.", HelpName = "DIR" };
        Option<string[]> from = new(FromOption)
        {
            Description = $"Launches nothing, and learns from folders of launches of one commit; takes no other option but {CalibrationOption.Name}.",
            HelpName = "DIR...",
            AllowMultipleArgumentsPerToken = true,
        };
        revision.Validators.Add(result => result.AddErrors(Revision.Problems("--revision", result.Values())));
        project.Validators.Add(result => result.AddErrors(result.Values()
            .Where(path => !Path.Exists(path))
            .Select(path => $"--project is '{path}', and there is no such folder or file; give a BenchmarkDotNet project, from where you stand.")));

        Command command = new("calibrate", "Compares a commit with itself, to learn what this machine can tell apart.") { revision, filter, project, launches, store, folder, resume, from };
        command.Validators.Add(result => result.AddErrors(((Option[])[resume, from]).SelectMany(alone => ProblemsBeside(result, alone, store)).Distinct()));
        command.SetAction(parsed => GateCommand.Run(
            parsed,
            async cancellationToken =>
            {
                TextWriter output = parsed.InvocationConfiguration.Output;
                CalibrationFolder calibrations = new(parsed.GetRequiredValue(store));
                calibrations.Read(MachineCalibration.Here()); // one that cannot be merged with is to be known before an hour of launches
                if (parsed.GetValue(from) is { Length: > 0 } made) return Write(CalibratedLaunches.Of(RecordedLaunches.Read(made)), calibrations, output);

                MicroComparison comparison = new(output, TimeProvider.System, threshold: _ => double.MaxValue); // no suspects: every launch is of the same code
                if (parsed.GetValue(resume) is { } begun)
                {
                    BegunFolder.RequireCalibration(begun);
                    return Write(await comparison.ResumeAsync(begun, cancellationToken).ConfigureAwait(false), begun, calibrations, output);
                }

                string commit = parsed.GetRequiredValue(revision);
                MicroOptions options = new()
                {
                    Base = commit,
                    Head = commit,
                    Filters = parsed.GetRequiredValue(filter),
                    Project = parsed.GetRequiredValue(project),
                    Launches = parsed.GetValue(launches),
                    Times = LaunchTimes.Standard,
                    Seed = Random.Shared.Next(1, 1_000_000),
                    Folder = parsed.GetValue(folder) ?? Path.Combine("results", "gate", DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + "-calibration"),
                };
                GateReport report = await comparison.RunAsync(options, GateCommand.Text(parsed, folder.Name), cancellationToken).ConfigureAwait(false);
                return Write(report, options.Folder, calibrations, output);
            },
            afterInterruption: $"'calibrate {ResumeOption} DIR' goes on with the launches in the folder, if it had begun them."));
        return command;
    }

    private static IEnumerable<string> ProblemsBeside(CommandResult result, Option alone, Option store)
    {
        if (result.GetResult(alone) is not { Implicit: false }) yield break;

        foreach (string other in result.Children.OfType<OptionResult>().Where(option => !option.Implicit && option.Option != alone && option.Option != store).Select(option => option.Option.Name))
        {
            yield return $"{other} is given with {alone.Name}; what the launches are of is settled. Leave it out.";
        }
    }

    private static int Write(GateReport report, string folder, CalibrationFolder calibrations, TextWriter output)
    {
        MachineCalibration calibration = CalibratedLaunches.Of(report.Launches, report.Head.Commit, report.HeadWith);
        int exitCode = Write(calibration, calibrations, output);
        output.WriteLine($"every launch is in {folder}");
        return exitCode;
    }

    private static int Write(MachineCalibration calibration, CalibrationFolder calibrations, TextWriter output)
    {
        WriteConsole(calibration, output);
        output.WriteLine($"written: {calibrations.Merge(calibration)}");
        return ExitCode.Success;
    }

    private static void WriteConsole(MachineCalibration calibration, TextWriter output)
    {
        string[] head = ["benchmark", "launches", "false in 1,000", "accused from", "would find"];
        IEnumerable<string[]> rows = calibration.Benchmarks.Select(benchmark => (string[])
        [
            Printable.Of(benchmark.Name),
            benchmark.Launches.ToString(CultureInfo.InvariantCulture),
            (benchmark.FalsePositiveRate * 1_000).ToString("0.00", CultureInfo.InvariantCulture),
            Figures.Change(benchmark.Threshold),
            Figures.Change(benchmark.LeastDetectable),
        ]);
        foreach (string line in TextTable.Lines([head, .. rows], 160)) output.WriteLine(line.TrimEnd());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"by gates of {MicroOptions.DefaultLaunches} launches a side, put together anew out of these"));
    }
}
