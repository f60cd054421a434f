using System.CommandLine;
using HotPath.Gate;
using HotPath.Micro.Suite;
using HotPath.Soak.Commands;

namespace HotPath.EndToEnd.Tests.Scripts;

/// <summary>Whether the tools themselves take a command line that a script or a workflow would give them. Nothing is run.</summary>
internal static class ToolCommandLines
{
    /// <param name="dotnet">What follows <c>dotnet</c>: <c>run ... --project PROJECT -- ARGUMENTS</c>.</param>
    /// <returns>Empty where it is taken.</returns>
    public static IReadOnlyList<string> ProblemsWith(IReadOnlyList<string> dotnet)
    {
        int separator = dotnet.ToList().IndexOf("--");
        int project = dotnet.ToList().IndexOf("--project");
        if (dotnet is not ["run", ..] || project < 0 || project + 1 >= dotnet.Count) return [$"'dotnet {string.Join(' ', dotnet)}' runs no project"];
        if (!dotnet.Take(separator < 0 ? dotnet.Count : separator).SequenceEqual(["run", "-c", "Release", "--project", dotnet[project + 1]])) return ["it is not 'run -c Release --project PROJECT'"];

        string[] arguments = separator < 0 ? [] : [.. dotnet.Skip(separator + 1)];
        string folder = Path.Combine(SourceFolder.Root, dotnet[project + 1]);
        if (!Directory.Exists(folder)) return [$"there is no {dotnet[project + 1]}"];

        return Path.GetFileName(folder) switch
        {
            "Gate" => GateCommandLine.Problems(GateCommandLine.Build().Parse(arguments)),
            "Soak" => SoakCommandLine.Problems(SoakCommandLine.Build().Parse(arguments)),
            "Micro" => Micro(arguments),
            string other => [$"{other} is none of the tools"],
        };
    }

    private static List<string> Micro(string[] arguments)
    {
        List<string> problems = [];
        SuiteArguments.Read(arguments, TextWriter.Null, problems);
        return problems;
    }
}
