using System.CommandLine;
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
    private const int DefaultLaunches = 30;

    public static Command Build()
    {
        Option<string> revision = new("--revision") { Description = "The commit whose benchmarks are launched.", HelpName = "REV", DefaultValueFactory = _ => "HEAD" };
        Option<string[]> filter = new("--filter") { Description = "Which benchmarks: globs over their full names.", HelpName = "GLOB...", DefaultValueFactory = _ => ["*"], AllowMultipleArgumentsPerToken = true };
        Option<string> project = new("--project") { Description = "The BenchmarkDotNet project, in its repository.", HelpName = "PATH", DefaultValueFactory = _ => MicroOptions.DefaultProject };
        Option<int> launches = new("--launches")
        {
            Description = $"Processes a side and benchmark, {MicroOptions.DefaultLaunches} to {MicroOptions.MostLaunches}; a gate has {MicroOptions.DefaultLaunches}.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultLaunches,
        };
        launches.CustomParser = result => TryParse(result.Tokens[^1].Value, out int value) ? value : DefaultLaunches; // the validator says what is wrong
        launches.Validators.Add(result => result.AddErrors(result.Values()
            .Where(text => !TryParse(text, out int value) || value < MicroOptions.DefaultLaunches || value > MicroOptions.MostLaunches)
            .Select(text => $"--launches is '{text}'; it must be a whole number from {MicroOptions.DefaultLaunches} to {MicroOptions.MostLaunches}.")));
        Option<string> store = new("--calibration") { Description = "Where calibrations lie, a file a machine.", HelpName = "DIR", DefaultValueFactory = _ => CalibrationFolder.Default };
        Option<string> folder = OutOption.Build();
        revision.Validators.Add(result => result.AddErrors(Revision.Problems("--revision", result.Values())));
        project.Validators.Add(result => result.AddErrors(result.Values()
            .Where(path => !Path.Exists(path))
            .Select(path => $"--project is '{path}', and there is no such folder or file; give a BenchmarkDotNet project, from where you stand.")));

        Command command = new("calibrate", "Compares a commit with itself, to learn what this machine can tell apart.") { revision, filter, project, launches, store, folder };
        command.SetAction(parsed => GateCommand.Run(parsed, async cancellationToken =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
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
            MicroComparison comparison = new(output, TimeProvider.System, threshold: _ => double.MaxValue); // no suspects: every launch is of the same code
            GateReport report = await comparison.RunAsync(options, GateCommand.Text(parsed, folder.Name), cancellationToken).ConfigureAwait(false);
            MachineCalibration calibration = CalibrationOf(report);
            WriteConsole(calibration, output);
            output.WriteLine($"written: {new CalibrationFolder(parsed.GetRequiredValue(store)).Write(calibration)}; every launch is in {options.Folder}");
            return ExitCode.Success;
        }));
        return command;
    }

    private static MachineCalibration CalibrationOf(GateReport report)
    {
        const int needed = 2 * MicroOptions.DefaultLaunches;
        BenchmarkCalibration[] benchmarks =
        [
            .. report.Launches
                .Where(launch => launch.HasTime && launch.Stage == 1)
                .GroupBy(launch => launch.Benchmark)
                .Where(launches => launches.Count() >= needed)
                .OrderBy(launches => launches.Key, StringComparer.Ordinal)
                .Select(launches => Resampling.Of(launches.Key, [.. launches.Select(launch => launch.Nanoseconds!.Value)], MicroOptions.DefaultLaunches, MicroOptions.DefaultThreshold)),
        ];
        if (benchmarks.Length == 0) throw GateException.CannotSay($"no benchmark gave {needed} times; nothing was learned.");

        return new MachineCalibration
        {
            Version = MachineCalibration.OwnVersion(),
            At = report.StartedAt,
            Environment = MachineCalibration.Here(),
            Commit = report.Head.Commit,
            LaunchesASide = MicroOptions.DefaultLaunches,
            Benchmarks = benchmarks,
        };
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
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"by gates of {calibration.LaunchesASide} launches a side, put together anew out of these"));
    }

    private static bool TryParse(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
