using System.Diagnostics;
using System.Reflection;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.ConsoleArguments;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using TypeFilter = BenchmarkDotNet.Running.TypeFilter;

namespace HotPath.Micro.Suite;

/// <summary>The benchmarks that a command line selects.</summary>
internal sealed record Choice(IReadOnlyList<BenchmarkCase> Cases)
{
    public IReadOnlyList<Type> Types => [.. Cases.Select(benchmarkCase => benchmarkCase.Descriptor.Type).Distinct()];

    /// <exception cref="BadInputException">With every problem: no benchmark for a filter, part of a class where a whole one is recorded, a build without optimisation.</exception>
    public static Choice Of(Assembly suite, SuiteArguments arguments, IConfig config)
    {
        (_, IReadOnlyList<Type> types) = TypeFilter.GetTypesWithRunnableBenchmarks([], [suite], NullLogger.Instance);
        (_, IConfig fromArguments, _) = ConfigParser.Parse(arguments.ForBenchmarkDotNet, NullLogger.Instance, config);
        Choice all = new(CasesOf(config, types));
        Choice chosen = new(CasesOf(ManualConfig.Union(config, fromArguments), types));

        List<string> problems = [];
        problems.AddRange(arguments.Options.Filters
            .Where(glob => !all.Cases.Any(new GlobFilter([glob]).Predicate))
            .Select(glob => $"--filter '{glob}' matches no benchmark; it is a glob over full names, such as '*Sse*'. '--list flat' lists them."));
        if (problems.Count == 0 && chosen.Cases.Count == 0) problems.Add("no benchmark has all that is asked for; '--list flat' lists them.");
        if (arguments.Options.Record) problems.AddRange(chosen.ProblemsWithPartsOf(all));
        if (IsUnoptimized(suite) && !arguments.Options.IsDry) problems.Add("this build is not optimised, so its figures would mean nothing; run it with -c Release.");

        return problems.Count == 0 ? chosen : throw new BadInputException(problems);
    }

    // A table without its other rows, perhaps without its baseline, would replace the whole one.
    private IEnumerable<string> ProblemsWithPartsOf(Choice all) =>
        from type in Types
        let chosen = Cases.Count(benchmarkCase => benchmarkCase.Descriptor.Type == type)
        let whole = all.Cases.Count(benchmarkCase => benchmarkCase.Descriptor.Type == type)
        where chosen < whole
        select $"{chosen} of the {whole} benchmarks of {type.Name} are selected; with --record it must be all, so that its table stays whole: --filter '*{type.Name}*'.";

    private static IReadOnlyList<BenchmarkCase> CasesOf(IConfig config, IReadOnlyList<Type> types) =>
        [.. TypeFilter.Filter(config, types).SelectMany(run => run.BenchmarksCases)];

    private static bool IsUnoptimized(Assembly suite) => suite.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };
}
