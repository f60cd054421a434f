using BenchmarkDotNet.ConsoleArguments;
using CommandLine;

namespace HotPath.Micro.Suite;

/// <summary>The suite's own options beside those of BenchmarkDotNet, for one parser and one help text.</summary>
internal sealed class SuiteOptions : CommandLineOptions
{
    [Option("quick", HelpText = "Runs in this process with few, short iterations: shows that everything works, gives no figure to quote.")]
    public bool Quick { get; set; }

    [Option("record", HelpText = "Puts the tables into the results folder, in place of those of the same benchmark classes.")]
    public bool Record { get; set; }

    [Option("results", HelpText = "With --record: the folder of results, in which each machine has one of its own. The repository's results/micro unless said.")]
    public string? Results { get; set; }

    /// <summary>What belongs to no option. BenchmarkDotNet drops it without a word and then runs something else than was meant.</summary>
    [Value(0)]
    public IEnumerable<string> Strays { get; set; } = [];

    public bool NamesJob => !BaseJob.Equals("default", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether each benchmark runs once, to see that it does: nothing is measured.</summary>
    public bool IsDry => BaseJob.Equals("dry", StringComparison.OrdinalIgnoreCase);

    public bool SelectsBenchmarks => Filters.Any() || AttributeNames.Any() || AllCategories.Any() || AnyCategories.Any();

    /// <summary>Each option that would make tables of something else than the suite's default job.</summary>
    public IEnumerable<string> OptionsThatForbidRecording()
    {
        if (Quick) yield return "--quick";
        if (NamesJob) yield return "--job";
        if (RunInProcess) yield return "--inProcess";
        if (Join) yield return "--join";
        if (ApplesToApples) yield return "--apples";
        if (Runtimes.Any()) yield return "--runtimes";
        if (CoreRunPaths.Any()) yield return "--coreRun";
    }
}
