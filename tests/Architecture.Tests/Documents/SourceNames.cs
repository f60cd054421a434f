using System.Text.RegularExpressions;
using HotPath.Architecture.Tests.Repository;

namespace HotPath.Architecture.Tests.Documents;

/// <summary>What there is of this repository to be named on a page, by its source files: most of it is in assemblies that this project does not see.</summary>
internal static partial class SourceNames
{
    private const string BuiltInFolder = "bench/Soak/Scenarios/builtin/";

    public static KnownNames OfRepository() => new(
        Tests: Sources("tests/").SelectMany(file => TestsIn(RepositoryFiles.ReadLines(file))).ToHashSet(),
        Options: Sources("bench/").Where(file => file.Contains("/Commands/", StringComparison.Ordinal)).SelectMany(file => Found(Option(), file)).ToHashSet(),
        Scenarios: RepositoryFiles.All(".json").Where(file => file.StartsWith(BuiltInFolder, StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet(),
        Members: Sources("bench/Soak/Scenarios/Parts/").SelectMany(file => Found(Member(), file)).ToHashSet());

    /// <param name="lines">Of one source file with a namespace of its own line.</param>
    /// <returns>Each class that holds a test, and its tests as Class.Method.</returns>
    public static IEnumerable<string> TestsIn(IEnumerable<string> lines)
    {
        string type = "";
        bool isTest = false;
        foreach (string line in lines)
        {
            if (TypeLine().Match(line) is { Success: true } found) type = found.Groups[1].Value;
            isTest |= TestMark().IsMatch(line);
            if (!isTest || MethodLine().Match(line) is not { Success: true } method) continue;

            isTest = false;
            yield return type;
            yield return $"{type}.{method.Groups[1].Value}";
        }
    }

    private static IEnumerable<string> Sources(string folder) => RepositoryFiles.All(".cs").Where(file => file.StartsWith(folder, StringComparison.Ordinal));

    private static IEnumerable<string> Found(Regex names, string file) =>
        RepositoryFiles.ReadLines(file).SelectMany(line => names.Matches(line)).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^(?:public|internal) (?:sealed |abstract |static |partial )*class (\w+)")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^\s+\[(?:Fact|Theory)\b")]
    private static partial Regex TestMark();

    [GeneratedRegex(@"^\s+public [^(=]*?(\w+)\(")]
    private static partial Regex MethodLine();

    [GeneratedRegex("\"(--[a-z][a-z0-9-]*)\"")]
    private static partial Regex Option();

    [GeneratedRegex("new\\(\"([$\\w]+)\"")]
    private static partial Regex Member();
}
