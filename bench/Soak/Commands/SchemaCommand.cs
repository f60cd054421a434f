using System.CommandLine;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Commands;

/// <summary><c>schema</c>: what a scenario may hold, for editors and for readers.</summary>
internal static class SchemaCommand
{
    public static Command Build()
    {
        Command command = new("schema", "Prints the JSON schema of a scenario: save it as scenario.schema.json and name it in \"$schema\".");
        Option<bool> markdown = new("--markdown") { Description = "Prints every member as a page to read instead." };
        command.Options.Add(markdown);
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(markdown) ? ScenarioReference.ToMarkdown() : ScenarioSchema.ToJson() + Environment.NewLine);
            return ExitCode.Pass;
        });
        return command;
    }
}
