using HotPath.Gate.Micro.Instructions;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Reading;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Revisions;

namespace HotPath.Gate.Micro;

/// <summary>The order of a comparison, and nothing else: build, find the benchmarks, launch, launch the suspects again, count, judge.</summary>
/// <param name="threshold">For the name of a benchmark, the ratio up to which nothing is said of it.</param>
internal sealed class MicroComparison(TextWriter output, TimeProvider time, Func<string, double> threshold)
{
    /// <exception cref="GateException">There is nothing to compare.</exception>
    /// <exception cref="OperationCanceledException">The launches that had ended are in the folder, and the worktrees are gone.</exception>
    public async Task<GateReport> RunAsync(MicroOptions options, string command, CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = time.GetUtcNow();
        Valgrind? valgrind = options.CountsInstructions ? Valgrind.Find() : null;
        (Git git, string project) = await FindProjectAsync(options.Project, cancellationToken).ConfigureAwait(false);
        RevisionState @base = await RevisionTrees.ResolveAsync(git, "--base", options.Base, cancellationToken).ConfigureAwait(false);
        RevisionState head = await RevisionTrees.ResolveAsync(git, "--head", options.Head, cancellationToken).ConfigureAwait(false);
        await using ComparedSides sides = await BuildAsync(git, project, @base, head, cancellationToken).ConfigureAwait(false);

        SortedSet<string> ownJobs = new(StringComparer.Ordinal);
        (MeasuredBenchmark[] atBase, MeasuredWith? baseWith, string? baseProblem) = await FindAsync(sides.Base, options.Filters, ownJobs, cancellationToken).ConfigureAwait(false);
        (MeasuredBenchmark[] atHead, MeasuredWith? headWith, string? headProblem) = await FindAsync(sides.Head, options.Filters, ownJobs, cancellationToken).ConfigureAwait(false);
        if (atBase.Length + atHead.Length == 0)
        {
            throw GateException.BadInput(
                $"neither side has a benchmark for --filter {string.Join(' ', options.Filters)}; nothing was compared.",
                $"--base: {baseProblem}",
                $"--head: {headProblem}",
                "The project's Main must hand its arguments to BenchmarkDotNet: BenchmarkSwitcher.FromAssembly(...).Run(args).");
        }

        ComparisonPlan plan = new()
        {
            StartedAt = startedAt,
            Command = command,
            Project = project,
            Base = @base,
            Head = head,
            Filters = options.Filters,
            Launches = options.Launches,
            Times = options.Times,
            CountsInstructions = options.CountsInstructions,
            Seed = options.Seed,
            WithOwnJobs = [.. ownJobs],
            BaseWith = baseWith,
            HeadWith = headWith,
            BaseBenchmarks = NamesOf(atBase),
            HeadBenchmarks = NamesOf(atHead),
        };
        if (options.Times == LaunchTimes.Standard && plan.Shared() is { Length: > 0 } shared)
        {
            IterationSizes sizes = new(sides.Base, options.Times, output, time);
            plan = plan with { Calls = await sizes.FindAsync(OperationsACall(atBase, shared), cancellationToken).ConfigureAwait(false) };
        }

        ComparisonFolder folder = new(options.Folder);
        folder.Begin(plan);
        return await MeasureAsync(plan, folder, launches: [], counts: [], valgrind, sides, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the launches that are missing in the folder of a comparison that was cut short, and judges all of them.</summary>
    /// <exception cref="GateException">It is no such folder, or a side is no longer what it was.</exception>
    public async Task<GateReport> ResumeAsync(string path, CancellationToken cancellationToken)
    {
        ComparisonFolder folder = new(path);
        ComparisonPlan plan = folder.ReadPlan();
        List<LaunchFigure> launches = folder.ReadLaunches();
        List<InstructionCount> counts = plan.CountsInstructions ? folder.ReadInstructions() : [];
        Valgrind? valgrind = plan.CountsInstructions ? Valgrind.Find() : null;
        Git git = await Git.OfAsync(Environment.CurrentDirectory, cancellationToken).ConfigureAwait(false);
        await CheckUnchangedAsync(git, "--base", plan.Base, cancellationToken).ConfigureAwait(false);
        await CheckUnchangedAsync(git, "--head", plan.Head, cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync($"resumed after {launches.Count} launches").ConfigureAwait(false);
        await using ComparedSides sides = await BuildAsync(git, plan.Project, plan.Base, plan.Head, cancellationToken).ConfigureAwait(false);
        return await MeasureAsync(plan, folder, launches, counts, valgrind, sides, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ComparedSides> BuildAsync(Git git, string project, RevisionState @base, RevisionState head, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"base: {@base.Text}").ConfigureAwait(false);
        await output.WriteLineAsync($"head: {head.Text}").ConfigureAwait(false);
        long startedAt = time.GetTimestamp();
        ComparedSides sides = await ComparedSides.BuildAsync(git, project, @base, head, cancellationToken).ConfigureAwait(false);
        await output.WriteLineAsync($"built {project} of both in {LaunchProgress.Text(time.GetElapsedTime(startedAt))}").ConfigureAwait(false);
        return sides;
    }

    private async Task<GateReport> MeasureAsync(
        ComparisonPlan plan,
        ComparisonFolder folder,
        List<LaunchFigure> launches,
        List<InstructionCount> counts,
        Valgrind? valgrind,
        ComparedSides sides,
        CancellationToken cancellationToken)
    {
        string[] shared = plan.Shared();
        LaunchRun run = new(plan, folder, launches, sides, output, time);
        if (shared.Length > 0) await run.RunAsync(shared, stage: 1, cancellationToken).ConfigureAwait(false);
        string[] suspects = [.. shared.Where(name => VerdictRules.IsSuspect([.. launches.Where(launch => launch.Stage == 1 && launch.Benchmark == name)], threshold(name)))];
        if (suspects.Length > 0) await run.RunAsync(suspects, stage: 2, cancellationToken).ConfigureAwait(false);

        ILookup<string, LaunchFigure> byBenchmark = launches.ToLookup(launch => launch.Benchmark);
        if (valgrind is not null) await CountAsync(new InstructionRun(valgrind, folder, counts, sides, output, time), byBenchmark, counts, cancellationToken).ConfigureAwait(false);
        ILookup<string, InstructionCount>? counted = valgrind is null ? null : counts.ToLookup(count => count.Benchmark);
        BenchmarkVerdict[] verdicts =
        [
            .. plan.BaseBenchmarks.Union(plan.HeadBenchmarks)
                .Select(name => VerdictRules.Judge(
                    name, [.. byBenchmark[name]], plan.BaseBenchmarks.Contains(name), plan.HeadBenchmarks.Contains(name), threshold(name), counted is null ? null : [.. counted[name]]))
                .OrderBy(verdict => verdict.Verdict)
                .ThenBy(verdict => verdict.Name, StringComparer.Ordinal),
        ];
        return GateReports.Of(plan, verdicts, launches) with { InstructionCounts = plan.CountsInstructions ? counts : null };
    }

    private static async Task CountAsync(
        InstructionRun run, ILookup<string, LaunchFigure> launches, List<InstructionCount> counts, CancellationToken cancellationToken)
    {
        Dictionary<string, double> times = launches
            .Where(benchmark => benchmark.Any(launch => launch.HasTime))
            .OrderBy(benchmark => benchmark.Key, StringComparer.Ordinal)
            .ToDictionary(benchmark => benchmark.Key, benchmark => benchmark.Where(launch => launch.HasTime).Min(launch => launch.Nanoseconds!.Value));
        if (times.Count > 0) await run.RunAsync(times, stage: 1, cancellationToken).ConfigureAwait(false);

        Dictionary<string, double> suspects = times
            .Where(benchmark => InstructionComparison.Of([.. counts.Where(count => count.Stage == 1 && count.Benchmark == benchmark.Key)]) is { Verdict: Verdict.Regressed })
            .ToDictionary();
        if (suspects.Count > 0) await run.RunAsync(suspects, stage: 2, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(MeasuredBenchmark[] Found, MeasuredWith? With, string? Problem)> FindAsync(
        BenchmarkHost host, IReadOnlyList<string> filters, SortedSet<string> ownJobs, CancellationToken cancellationToken)
    {
        (IReadOnlyList<BenchmarkReport> reports, string? problem) = await host.FindAsync(filters, cancellationToken).ConfigureAwait(false);
        MeasuredBenchmark[] all = [.. reports.SelectMany(report => report.Benchmarks)];
        ownJobs.UnionWith(all.Where(benchmark => !benchmark.IsInProcess).Select(benchmark => benchmark.Name));
        return (all, reports.Count > 0 ? reports[0].With : null, problem);
    }

    private static string[] NamesOf(MeasuredBenchmark[] found) => [.. found.Select(benchmark => benchmark.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>When benchmarks are looked for, an iteration is one call.</summary>
    private static Dictionary<string, long> OperationsACall(MeasuredBenchmark[] found, string[] names) => names.ToDictionary(
        name => name,
        name => found.Where(benchmark => benchmark.Name == name && benchmark.IsInProcess).Max(benchmark => benchmark.IterationOperations) ?? 1);

    private static async Task<(Git Git, string Project)> FindProjectAsync(string typed, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(typed);
        Git git = await Git.OfAsync(Directory.Exists(path) ? path : Path.GetDirectoryName(path)!, cancellationToken).ConfigureAwait(false);
        return (git, Path.GetRelativePath(git.Folder, path).Replace('\\', '/'));
    }

    private static async Task CheckUnchangedAsync(Git git, string option, RevisionState recorded, CancellationToken cancellationToken)
    {
        RevisionState now = recorded.Name == WorkingTree.Name
            ? await RevisionTrees.ResolveAsync(git, option, revision: null, cancellationToken).ConfigureAwait(false)
            : await RevisionTrees.ResolveAsync(git, option, recorded.Commit, cancellationToken).ConfigureAwait(false);
        if (now.Commit != recorded.Commit || now.Changes != recorded.Changes)
        {
            throw GateException.BadInput($"{option} was {recorded.Text} when the comparison was begun, and the working tree has changed since; begin the comparison anew.");
        }
    }
}
