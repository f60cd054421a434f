using System.CommandLine;
using System.CommandLine.Parsing;

namespace HotPath.Gate.Commands;

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
        Option<string[]> @base = Side("--base", "Result folders to compare with.", run);
        Option<string[]> head = Side("--head", "Result folders to judge.", run);
        head.Validators.Add(result => result.AddErrors(ProblemsWithTwins(result, result.GetResult(@base))));

        Command command = new("soak", "Compares two sets of soak runs, or one scenario run at two commits.") { @base, head, run, OutOption.Build() };
        command.AnswerUnavailable("the comparison of soak runs");
        return command;
    }

    private static Option<string[]> Side(string name, string description, Option<string> run)
    {
        Option<string[]> option = new(name)
        {
            Description = description,
            HelpName = "DIR...",
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
}
