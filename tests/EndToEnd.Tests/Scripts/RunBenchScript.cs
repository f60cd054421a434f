using System.Text.RegularExpressions;

namespace HotPath.EndToEnd.Tests.Scripts;

/// <summary>
/// run-bench.ps1 read as what it is: for each command, a list of arguments to which each option adds some. A line of another form fails, so that
/// nothing that the script builds goes unseen.
/// </summary>
internal sealed partial class RunBenchScript
{
    private readonly Dictionary<string, List<(string? Option, string[] Words)>> _lines = [];
    private readonly Dictionary<string, string[]> _options = [];
    private readonly string[] _first;

    public RunBenchScript(string text)
    {
        foreach (Match options in OptionsOf().Matches(text)) _options[options.Groups["command"].Value] = Words(options.Groups["names"].Value);
        string[] lines = [.. text[text.IndexOf("\n$arguments = ", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        _first = Words(lines[0]["$arguments = ".Length..]);
        string? command = null;
        foreach (string line in lines.Skip(1))
        {
            if (line is "}" or "& dotnet @arguments" or "exit $LASTEXITCODE") continue;

            if (Branch().Match(line) is { Success: true } branch)
            {
                command = branch.Groups["command"] is { Success: true } named ? named.Value : _options.Keys.Except(_lines.Keys).Single();
                _lines[command] = [];
            }
            else
            {
                Match adding = Adding().Match(line);
                Assert.True(adding.Success && command is not null, $"run-bench.ps1 has a line that this test does not understand: {line}");
                _lines[command].Add((adding.Groups["option"] is { Success: true } option ? option.Value : null, Words(adding.Groups["words"].Value)));
            }
        }
    }

    public IEnumerable<string> Commands => _options.Keys;

    public string[] OptionsTakenBy(string command) => _options[command];

    /// <summary>What dotnet gets.</summary>
    /// <param name="values">Of the options that are given.</param>
    public IReadOnlyList<string> Build(string command, IReadOnlyDictionary<string, string> values) =>
    [
        .. _first,
        .. _lines[command].Where(line => line.Option is null || values.ContainsKey(line.Option)).SelectMany(line => line.Words).Select(word => word switch
        {
            _ when word.StartsWith("$PSScriptRoot/", StringComparison.Ordinal) => word["$PSScriptRoot/".Length..],
            ['$', .. string name] => values.GetValueOrDefault(name) ?? DefaultOf(name),
            _ => word,
        }),
    ];

    private static string DefaultOf(string name) => name == "Base" ? "HEAD~1" : throw new InvalidOperationException($"${name} is used without being given");

    private static string[] Words(string list) => [.. Word().Matches(list).Select(word => word.Groups["text"].Value)];

    [GeneratedRegex(@"^\s+(?<command>\w+)\s+= @\((?<names>[^)]*)\)\s*$", RegexOptions.Multiline)]
    private static partial Regex OptionsOf();

    [GeneratedRegex(@"^(?:(?:else)?if \(\$Command -eq '(?<command>\w+)'\)|else) \{$")]
    private static partial Regex Branch();

    [GeneratedRegex(@"^(?:if \(\$(?<option>\w+)\) \{ )?\$arguments \+= (?:@\((?<words>[^)]*)\)|(?<words>\$\w+|'[^']*'))(?: \})?$")]
    private static partial Regex Adding();

    [GeneratedRegex(@"'(?<text>[^']*)'|""(?<text>[^""]*)""|(?<text>(?<!\w)\$\w+)(?=[,)\s]|$)")]
    private static partial Regex Word();
}
