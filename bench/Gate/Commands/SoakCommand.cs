using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HotPath.Analysis.Words;
using HotPath.Gate.Soak;
using HotPath.Gate.Soak.Comparing;
using HotPath.Gate.Soak.Reading;
using HotPath.Gate.Soak.Results;

namespace HotPath.Gate.Commands;

/// <summary><c>soak</c>: two sets of soak runs, that are there or are made for it.</summary>
internal static class SoakCommand
{
    private const string ResultFile = "run.json";

    public static Command Build()
    {
        Option<string> run = new("--run")
        {
            Description = "Runs this scenario (a built-in name or a file) at both commits; --base and --head are commits then.",
            HelpName = "SCENARIO",
        };
        run.Validators.Add(result => result.AddErrors(result.Values().Select(ProblemWithScenario).OfType<string>()));
        Option<string[]> @base = Side("--base", $"Result folders to compare with; with {run.Name} a commit.", run);
        Option<string[]> head = Side("--head", $"Result folders to judge; with {run.Name} a commit.", run);
        head.Validators.Add(result => result.AddErrors(ProblemsWithTwins(result, result.GetResult(@base))));

        Option<int> pairs = new("--pairs")
        {
            Description = $"With --run: runs of each side, {FigureComparison.LeastRuns} to {SoakOptions.MostPairs}.",
            HelpName = "N",
            DefaultValueFactory = _ => SoakOptions.DefaultPairs,
        };
        pairs.CustomParser = result => TryParse(result.Tokens[^1].Value, out int value) ? value : SoakOptions.DefaultPairs; // the validator says what is wrong
        pairs.Validators.Add(result => result.AddErrors(result.Values()
            .Where(text => !TryParse(text, out int value) || value < FigureComparison.LeastRuns || value > SoakOptions.MostPairs)
            .Select(text => $"--pairs is '{text}'; it must be a whole number from {FigureComparison.LeastRuns} to {SoakOptions.MostPairs}.")));
        Option<string> duration = new("--duration") { Description = "With --run: the measured time of each run, such as 10m, instead of the scenario's.", HelpName = "TIME" };
        duration.Validators.Add(result => result.AddErrors(result.Values().Select(ProblemWithDuration).OfType<string>()));
        Option<string> folder = OutOption.Build();

        Command command = new("soak", "Compares two sets of soak runs, or one scenario run at two commits.") { @base, head, run, pairs, duration, folder };
        command.Validators.Add(result =>
        {
            if (result.GetResult(run) is not null) return;

            foreach (Option option in (Option[])[pairs, duration])
            {
                if (result.GetResult(option) is { Implicit: false }) result.AddError($"{option.Name} is given without --run; recorded runs are as long and as many as they are.");
            }
        });
        command.SetAction(parsed => GateCommand.Run(parsed, async cancellationToken =>
        {
            string[] bases = parsed.GetRequiredValue(@base), heads = parsed.GetRequiredValue(head);
            string? written = parsed.GetValue(folder);
            bool isOneScenario = parsed.GetValue(run) is not null;
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(run) is { } scenario)
            {
                written ??= Path.Combine("results", "gate", DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
                (IReadOnlyList<string> ofBase, IReadOnlyList<string> ofHead) = await new SoakRuns(output).RunAsync(
                    new SoakOptions
                    {
                        Scenario = scenario,
                        Base = bases[0],
                        Head = heads[0],
                        Duration = parsed.GetValue(duration),
                        Pairs = parsed.GetValue(pairs),
                        Seed = Random.Shared.Next(1, 1_000_000),
                        Folder = written,
                    },
                    cancellationToken).ConfigureAwait(false);
                (bases, heads) = ([.. ofBase], [.. ofHead]);
            }

            SoakReading[] before = [.. bases.Select(SoakReader.Read)], now = [.. heads.Select(SoakReader.Read)];
            SoakReport report = SoakReport.Of(GateCommand.Text(parsed, folder.Name), before, now, SoakComparison.Of(before, now, isOneScenario));
            SoakOutputs.Write(report, written, output);
            return report.ExitCode;
        }));
        return command;
    }

    private static Option<string[]> Side(string name, string description, Option<string> run)
    {
        Option<string[]> option = new(name)
        {
            Description = description,
            HelpName = "DIR...|REV",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        option.Validators.Add(result =>
        {
            IReadOnlyList<string> values = result.Values();
            result.AddErrors(result.GetResult(run) is null ? ProblemsWithFolders(name, values) : ProblemsWithCommit(name, values));
        });
        return option;
    }

    private static string? ProblemWithDuration(string text)
    {
        if (!DurationText.TryParse(text, out TimeSpan duration, out string? problem)) return $"--duration is '{text}'; {problem}.";

        return duration <= TimeSpan.Zero ? $"--duration is '{text}'; it must be above 0s." : null;
    }

    private static string? ProblemWithScenario(string scenario)
    {
        if (string.IsNullOrWhiteSpace(scenario))
        {
            return "--run is empty; it must be the name of a built-in scenario or a scenario file.";
        }

        return scenario.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !File.Exists(scenario)
            ? $"--run is '{scenario}', and there is no such file; give a scenario file or the name of a built-in scenario."
            : null;
    }

    private static IEnumerable<string> ProblemsWithTwins(OptionResult head, OptionResult? @base)
    {
        IEnumerable<string> shared = @base is null ? [] : head.Values().Intersect(@base.Values());
        return shared.Select(value => $"'{value}' is given as --base and as --head; a comparison with itself says nothing.");
    }

    private static IEnumerable<string> ProblemsWithCommit(string option, IReadOnlyList<string> values) => values.Count > 1
        ? [$"{option} has {values.Count} values; with --run it must be one commit."]
        : Revision.Problems(option, values);

    private static IEnumerable<string> ProblemsWithFolders(string option, IReadOnlyList<string> values)
    {
        foreach (string folder in values.Distinct())
        {
            if (!Directory.Exists(folder))
            {
                yield return $"{option} '{folder}' is no folder; give the result folders of soak runs, or --run SCENARIO to compare commits.";
            }
            else if (!File.Exists(Path.Combine(folder, ResultFile)))
            {
                yield return $"{option} '{folder}' has no {ResultFile}; give the result folders of soak runs.";
            }
        }

        foreach (string folder in values.GroupBy(value => value).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return $"{option} '{folder}' is given more than once; a run counts once.";
        }
    }

    private static bool TryParse(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
