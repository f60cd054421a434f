using System.CommandLine;
using HotPath.Gate.Calibration;
using HotPath.Gate.Micro;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Resampled;

namespace HotPath.Gate.Commands;

/// <summary><c>resample</c>: what the gate would have said, again and again, of launches that were made.</summary>
internal static class ResampleCommand
{
    private const int DefaultGates = 4_000;
    private const int LeastGates = 100;
    private const int MostGates = 1_000_000;

    public static Command Build()
    {
        Argument<string[]> folders = new("DIR")
        {
            Description = "Folders of 'micro' comparisons or of calibrations, ended or not; several are of the same two commits.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<int> gates = NumberOption.Build("--gates", $"How many are put together of each benchmark, {LeastGates} to {MostGates}.", DefaultGates, LeastGates, MostGates);
        Option<int> launches = NumberOption.Build(
            "--launches",
            $"Of a side and stage in each of them, {MicroOptions.LeastLaunches} to {MicroOptions.MostLaunches}; twice as many of a side must have been made.",
            MicroOptions.DefaultLaunches,
            MicroOptions.LeastLaunches,
            MicroOptions.MostLaunches);
        Option<int> seed = NumberOption.Build("--seed", "Of the drawing.", otherwise: 1, least: 0, int.MaxValue);
        Option<string> store = CalibrationOption.Build();
        Option<string> folder = OutOption.Build();
        Command command = new("resample", "Puts gates together out of launches that were made, and says how often each verdict is given.") { folders, gates, launches, seed, store, folder };
        command.SetAction(parsed => GateCommand.Run(parsed, _ =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            Func<string, double> threshold = new CalibrationFolder(parsed.GetRequiredValue(store)).ThresholdsHere(MicroOptions.DefaultThreshold);
            RecordedLaunches recorded = RecordedLaunches.Read(parsed.GetRequiredValue(folders));
            ResampledReports reports = new(parsed.GetValue(gates), parsed.GetValue(launches), parsed.GetValue(seed), threshold);
            ResampledReport report = reports.Of(recorded, GateCommand.Text(parsed, folder.Name));
            ResampledOutputs.WriteConsole(report, output);
            if (parsed.GetValue(folder) is { } written)
            {
                ResampledOutputs.WriteFiles(report, written);
                output.WriteLine($"written: {Path.Combine(written, ResampledOutputs.MarkdownFile)} and {ResampledOutputs.JsonFile}");
            }

            return Task.FromResult(ExitCode.Success);
        }));
        return command;
    }
}
