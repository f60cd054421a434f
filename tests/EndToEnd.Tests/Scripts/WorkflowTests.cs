using System.Text.RegularExpressions;
using BenchmarkDotNet.Loggers;
using HotPath.Micro.Suite;
using YamlDotNet.RepresentationModel;

namespace HotPath.EndToEnd.Tests.Scripts;

/// <summary>Workflows run only on GitHub; what they name is held here: that it is there, and that the tools take it.</summary>
public partial class WorkflowTests
{
    private const string GateAction = ".github/actions/gate/action.yml";

    public static TheoryData<string> Files => [.. WorkflowFile.AllPaths];

    [Fact]
    public void Files_OfTheRepository_AreTheseFour() =>
        Assert.Equal([GateAction, ".github/workflows/bench.yml", ".github/workflows/ci.yml", ".github/workflows/nightly.yml"], WorkflowFile.AllPaths);

    [Theory]
    [MemberData(nameof(Files))]
    public void Steps_OfEachFile_DoOneThing(string path)
    {
        IReadOnlyList<YamlMappingNode> steps = WorkflowFile.Read(path).Steps();

        Assert.NotEmpty(steps);
        Assert.All(steps, step => Assert.NotEqual(WorkflowFile.Text(step, "run") is null, WorkflowFile.Text(step, "uses") is null));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Steps_ThatUseAnActionOfTheRepository_GiveWhatItTakes(string path)
    {
        foreach (YamlMappingNode step in WorkflowFile.Read(path).Steps())
        {
            if (WorkflowFile.Text(step, "uses") is not ['.', '/', .. string action]) continue;

            YamlMappingNode inputs = WorkflowFile.Mapping(WorkflowFile.Read($"{action}/action.yml").Root, "inputs");
            string[] known = [.. inputs.Children.Keys.Select(name => name.ToString())];
            string[] required = [.. inputs.Children.Where(input => WorkflowFile.Text((YamlMappingNode)input.Value, "required") == "true").Select(input => input.Key.ToString())];
            string[] given = [.. WorkflowFile.Mapping(step, "with").Children.Keys.Select(name => name.ToString())];
            Assert.Empty(given.Except(known));
            Assert.Empty(required.Except(given));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Steps_ThatRunACommand_NameWhatIsThereAndIsTaken(string path)
    {
        using TemporaryFolder folder = new();
        foreach (string line in WorkflowFile.Read(path).Steps().Select(step => WorkflowFile.Text(step, "run")).OfType<string>().SelectMany(run => run.Split('\n', StringSplitOptions.TrimEntries)))
        {
            string[] words = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('"') switch
            {
                "gate-results" or "soak-results" => folder.FullName, // there, and empty
                string other => other.Replace("$GITHUB_ACTION_PATH", Path.GetDirectoryName(GateAction), StringComparison.Ordinal),
            })];
            if (words is ["bash", string script, ..]) Assert.True(File.Exists(Path.Combine(SourceFolder.Root, script)), $"{path}: {script} is not there");
            if (words is ["dotnet", "run", ..]) Assert.Empty(ToolCommandLines.ProblemsWith(words[1..]));
            if (words is ["dotnet", "test", "--project", string project, ..]) Assert.True(File.Exists(Path.Combine(SourceFolder.Root, project)), $"{path}: {project} is not there");
        }
    }

    [Fact]
    public void Bench_Filters_AreEightBenchmarks()
    {
        YamlMappingNode step = WorkflowFile.Read(".github/workflows/bench.yml").Steps().Single(step => WorkflowFile.Text(step, "uses") == "./.github/actions/gate");
        string[] filters = WorkflowFile.Text(WorkflowFile.Mapping(step, "with"), "filter")!.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(8, filters.Length);
        Assert.All(filters, filter =>
        {
            SuiteArguments arguments = SuiteArguments.Read(["--job", "dry", "--filter", filter], TextWriter.Null, [])!;
            Choice choice = Choice.Of(typeof(SuiteCommandLine).Assembly, arguments, SuiteConfig.Build(arguments.Options, NullLogger.Instance));
            Assert.True(choice.Cases.Count == 1, $"{filter} chooses {choice.Cases.Count} benchmarks");
        });
    }

    [Fact]
    public void Action_Variables_AreThoseOfItsScript()
    {
        YamlMappingNode step = Assert.Single(WorkflowFile.Read(GateAction).Steps());
        string script = File.ReadAllText(Path.Combine(SourceFolder.Root, Path.GetDirectoryName(GateAction)!, "gate.sh"));

        IEnumerable<string> given = WorkflowFile.Mapping(step, "env").Children.Keys.Select(name => name.ToString());

        Assert.Equal(Variable().Matches(script).Select(match => match.Groups["name"].Value).Distinct().Except(["GITHUB_OUTPUT"]).Order(), given.Order());
    }

    [GeneratedRegex(@"\$\{?(?<name>[A-Z_]+)")]
    private static partial Regex Variable();
}
