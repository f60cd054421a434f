using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Traces;

namespace HotPath.Soak.Tests.Scenarios.Traces;

public sealed class TraceFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hotpath-trace-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Load_RelativePath_BeginsAtTheScenariosFolder()
    {
        string path = Path.Combine(_folder.CreateSubdirectory("traces").FullName, "t.jsonl");
        File.WriteAllText(path, "{\"timestamp\":0,\"input_length\":5,\"output_length\":6}");
        List<string> problems = [];

        Scenario scenario = TraceFile.Load(ScenarioOf("traces/t.jsonl"), _folder.FullName, problems);

        Assert.Empty(problems);
        TraceLoad load = Assert.IsType<TraceLoad>(scenario.Load);
        Assert.Equal(path, load.File); // so that the scenario as it ran can be run again from anywhere
        Assert.Equal((5, 6), (Assert.Single(load.Requests).InputTokens, load.Requests[0].OutputTokens));
    }

    [Fact]
    public void Load_BadLines_AreNamedAsTheUserNamedTheFile()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "t.jsonl"), "{}\n[]");
        List<string> problems = [];

        TraceFile.Load(ScenarioOf("t.jsonl"), _folder.FullName, problems);

        Assert.Equal(2, problems.Count);
        Assert.StartsWith("t.jsonl(1,1): timestamp is missing; ", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("t.jsonl(2,1): ", problems[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such.jsonl")]
    [InlineData("")] // the folder itself
    public void Load_FileThatCannotBeRead_SaysSo(string file)
    {
        List<string> problems = [];

        TraceFile.Load(ScenarioOf(file), _folder.FullName, problems);

        Assert.StartsWith($"load.trace.file is '{file}', which cannot be read (", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoTrace_IsTheSameScenario()
    {
        Scenario scenario = ScenarioOf("t.jsonl") with { Load = OpenLoad.Default };

        Assert.Same(scenario, TraceFile.Load(scenario, _folder.FullName, []));
    }

    [Fact]
    public void Load_BuiltIn_ReadsItWhereverTheScenarioLies()
    {
        List<string> problems = [];
        Scenario scenario = TraceFile.Load(ScenarioOf("builtin:office"), "no-such-folder", problems);

        Assert.Empty(problems);
        TraceLoad load = Assert.IsType<TraceLoad>(scenario.Load);
        Assert.Equal("builtin:office", load.File); // as it is to be read again, from the recorded scenario
        Assert.True(load.Requests.Count > 100);
    }

    [Fact]
    public void Load_UnknownBuiltIn_NamesThoseThatThereAre()
    {
        List<string> problems = [];
        TraceFile.Load(ScenarioOf("builtin:nothing"), _folder.FullName, problems);

        Assert.Equal("load.trace.file is 'builtin:nothing', which is no built-in trace; there is builtin:office, or give a file.", Assert.Single(problems));
    }

    private static Scenario ScenarioOf(string file) =>
        new() { Name = "replay", Workload = [new RequestGroup { Name = "chat" }], Load = new TraceLoad { File = file } };
}
