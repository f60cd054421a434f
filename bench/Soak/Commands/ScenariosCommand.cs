using System.CommandLine;
using System.Text;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Commands;

/// <summary><c>scenarios</c>: what is built in; with a name, the file itself, to copy and change.</summary>
internal static class ScenariosCommand
{
    public static Command Build()
    {
        Argument<string?> name = new("NAME") { Description = "Prints this one's file.", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("scenarios", "Lists the built-in scenarios, or prints one.") { name };
        command.SetAction(parsed => Print(parsed.GetValue(name), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Print(string? name, TextWriter output)
    {
        if (name is null)
        {
            int longest = BuiltInScenarios.Names.Max(each => each.Length);
            foreach (string each in BuiltInScenarios.Names)
            {
                BuiltInScenarios.TryRead(each, out byte[]? json);
                Scenario? scenario = ScenarioReader.Read(json, each, ThresholdParser.ProblemOf).Scenario;
                output.WriteLine($"{each.PadRight(longest)}  {scenario?.Description}");
            }

            return ExitCode.Pass;
        }

        if (!BuiltInScenarios.TryRead(name, out byte[]? file))
        {
            throw new BadInputException([$"'{name}' is no built-in scenario; {(BuiltInScenarios.Nearest(name) is { } meant ? $"did you mean {meant}?" : "without a name all are listed.")}"]);
        }

        output.Write(Encoding.UTF8.GetString(file));
        return ExitCode.Pass;
    }
}
