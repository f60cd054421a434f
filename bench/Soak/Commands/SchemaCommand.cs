using System.CommandLine;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Commands;

/// <summary><c>schema</c>: the JSON schema of a scenario, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Build()
    {
        Command command = new("schema", "Prints the JSON schema of a scenario: save it as scenario.schema.json and name it in \"$schema\".");
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.WriteLine(ScenarioSchema.ToJson());
            return ExitCode.Pass;
        });
        return command;
    }
}
