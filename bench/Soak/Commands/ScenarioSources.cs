using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Traces;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Commands;

/// <summary>Finds and reads scenarios: built-in names and files.</summary>
internal static class ScenarioSources
{
    /// <summary>Reads one; every problem is added to <paramref name="problems"/>, and then the scenario is null.</summary>
    public static Scenario? Read(string nameOrFile, List<string> problems)
    {
        if (!TryReadBytes(nameOrFile, problems, out byte[] json)) return null;

        ScenarioReading reading = ScenarioReader.Read(json, nameOrFile, ThresholdParser.ProblemOf);
        problems.AddRange(reading.Problems.Select(problem => problem.ToString()));
        string folder = Path.GetDirectoryName(Path.GetFullPath(nameOrFile))!;
        return reading.Scenario is { } scenario ? BodyFiles.Load(TraceFile.Load(scenario, folder, problems), folder, problems) : null;
    }

    private static bool TryReadBytes(string nameOrFile, List<string> problems, out byte[] json)
    {
        if (BuiltInScenarios.TryRead(nameOrFile, out byte[]? builtIn))
        {
            json = builtIn;
            return true;
        }

        json = [];
        if (!File.Exists(nameOrFile))
        {
            problems.Add($"'{nameOrFile}' is neither a built-in scenario nor a file; {(BuiltInScenarios.Nearest(nameOrFile) is { } meant ? $"did you mean {meant}?" : "the command 'scenarios' lists the built-in ones.")}");
            return false;
        }

        try
        {
            json = File.ReadAllBytes(nameOrFile);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            problems.Add($"'{nameOrFile}' cannot be read ({problem.Message}); a readable scenario file is expected.");
            return false;
        }
    }
}
