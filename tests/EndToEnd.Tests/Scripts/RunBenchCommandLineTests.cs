namespace HotPath.EndToEnd.Tests.Scripts;

/// <summary>Every command line that run-bench.ps1 can build, taken by the parser of the tool that it starts.</summary>
public class RunBenchCommandLineTests
{
    private static readonly RunBenchScript Script = new(File.ReadAllText(Path.Combine(SourceFolder.Root, "run-bench.ps1")).ReplaceLineEndings("\n"));

    public static TheoryData<string> Commands => [.. Script.Commands];

    [Fact]
    public void Commands_OfTheScript_AreThree() => Assert.Equal(["micro", "soak", "gate"], Script.Commands);

    [Theory]
    [MemberData(nameof(Commands))]
    public void Build_EachChoiceOfOptions_IsTakenByTheTool(string command)
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> samples = new()
        {
            ["Filter"] = "*Sse*",
            ["Quick"] = "",
            ["Record"] = "",
            ["Scenario"] = "streaming-soak",
            ["Duration"] = "30s",
            ["Target"] = "http://127.0.0.1:8080/v1",
            ["Base"] = "main",
            ["Out"] = folder.NewPath("new"),
        };
        string[] options = Script.OptionsTakenBy(command);
        Assert.NotEmpty(options);

        string here = Environment.CurrentDirectory;
        Environment.CurrentDirectory = SourceFolder.Root; // where the script's own paths begin
        try
        {
            for (int choice = 0; choice < 1 << options.Length; choice++)
            {
                Dictionary<string, string> given = options.Where((_, index) => (choice & (1 << index)) != 0).ToDictionary(option => option, option => samples[option]);
                IReadOnlyList<string> line = Script.Build(command, given);
                IReadOnlyList<string> problems = ToolCommandLines.ProblemsWith(line);

                // --quick and --record are two jobs, of which one can be had: the tool says so, and the script leaves it to the tool.
                bool isRefusedRightly = command == "micro" && given.ContainsKey("Quick") && given.ContainsKey("Record");
                Assert.True(problems.Count == 0 != isRefusedRightly, $"dotnet {string.Join(' ', line)}: {string.Join(' ', problems)}");
            }
        }
        finally
        {
            Environment.CurrentDirectory = here;
        }
    }

    [Fact]
    public void Build_EachOption_ReachesTheTool()
    {
        foreach (string command in Script.Commands)
        {
            IReadOnlyList<string> without = Script.Build(command, new Dictionary<string, string>());
            foreach (string option in Script.OptionsTakenBy(command))
            {
                IReadOnlyList<string> with = Script.Build(command, new Dictionary<string, string> { [option] = "given" });

                Assert.NotEqual(without, with);
            }
        }
    }
}
