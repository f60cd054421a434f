using System.Globalization;
using HotPath.Gate.Micro.Instructions;
using HotPath.Gate.Micro.Reading;
using HotPath.Gate.Machine;
using HotPath.Gate.Revisions;

namespace HotPath.Gate.Micro.Launches;

/// <summary>
/// Starts the built benchmark program of one side, with nothing but BenchmarkDotNet's own options. Each process measures one benchmark in itself
/// (<c>--inProcess</c>): BenchmarkDotNet's default builds a project anew for each launch, and what several benchmarks share in one process is compiled
/// for the first of them, so that a benchmark that comes in before changes the figures of those behind it.
/// </summary>
/// <param name="project">Its Main hands its arguments to BenchmarkDotNet.</param>
/// <param name="scratch">Where reports go; each is gone when it was read.</param>
internal sealed class BenchmarkHost(BuiltProject project, string scratch)
{
    private const string ReportPattern = "*-report-full.json";
    private const string CountAllocation = "--memory";

    // Not "--job dry": that one runs beside the jobs of a class, and these change them.
    private static readonly string[] Once = ["--launchCount", "1", "--warmupCount", "1", "--iterationCount", "1", "--runOncePerIteration"];

    private int _started;

    /// <summary>Runs each benchmark once to see which there are.</summary>
    /// <param name="filters">Globs over full names.</param>
    /// <returns>What was read, and why nothing was where that is so.</returns>
    public Task<(IReadOnlyList<BenchmarkReport> Reports, string? Problem)> FindAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) =>
        RunAsync([.. Once, CountAllocation, "--filter", .. filters], LaunchTimes.SearchLimit, launch => launch, cancellationToken);

    /// <summary>Measures one benchmark.</summary>
    /// <param name="calls">In each iteration, in whole loops; null for as many as BenchmarkDotNet finds.</param>
    public async Task<(MeasuredBenchmark Figure, MeasuredWith? With)> MeasureAsync(string benchmark, LaunchTimes times, int? calls, CancellationToken cancellationToken)
    {
        string[] length = calls is { } count
            ? ["--invocationCount", Text(count), "--unrollFactor", Text(IterationSizes.UnrollFactor)]
            : ["--iterationTime", Text(times.IterationMilliseconds)];
        string[] arguments =
        [
            "--filter", benchmark, // all of it but * and ? is taken as it is, so at most a few others come along
            "--launchCount", "1",
            "--warmupCount", Text(times.WarmUps),
            "--iterationCount", Text(times.Iterations),
            .. length,
            CountAllocation,
        ];
        (IReadOnlyList<BenchmarkReport> reports, string? problem) = await RunAsync(arguments, LaunchTimes.Limit, launch => launch, cancellationToken).ConfigureAwait(false);
        MeasuredBenchmark[] found = [.. reports.SelectMany(report => report.Benchmarks).Where(measured => measured.Name == benchmark)];

        MeasuredBenchmark figure = found.FirstOrDefault(measured => measured.IsInProcess)
            ?? new MeasuredBenchmark(benchmark, Nanoseconds: null, AllocatedBytes: null, Operations: null, Executed: 0, IterationOperations: null, IsInProcess: false, problem ?? "its report does not speak of it");
        return (figure, reports.Count > 0 ? reports[0].With : null);
    }

    /// <summary>Runs one benchmark under valgrind, without the iterations that only time needs.</summary>
    /// <param name="calls">Of its method, in each iteration.</param>
    public async Task<CountedRun> CountAsync(string benchmark, int calls, Valgrind valgrind, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "--filter", benchmark,
            "--strategy", "Monitoring", // measures no empty method beside it
            "--launchCount", "1",
            "--warmupCount", "1",
            "--iterationCount", "1",
            "--invocationCount", Text(calls),
            "--unrollFactor", "1",
        ];
        string log = Path.Combine(Directory.CreateDirectory(scratch).FullName, "valgrind.log");
        (IReadOnlyList<BenchmarkReport> reports, string? problem) =
            await RunAsync(arguments, Valgrind.Limit, launch => valgrind.Over(launch, log), cancellationToken).ConfigureAwait(false);
        if (problem is not null) return CountedRun.Without(problem);

        MeasuredBenchmark[] all = [.. reports.SelectMany(report => report.Benchmarks)];
        if (all.Length != 1) return CountedRun.Without($"{all.Length} benchmarks ran in its process, or jobs of its own did, so that no count is its own");

        return Valgrind.InstructionsIn(await File.ReadAllTextAsync(log, cancellationToken).ConfigureAwait(false)) is { } instructions && all[0].IterationOperations is { } operations and > 0
            ? new CountedRun(instructions, all[0].Executed, Math.Max(1, operations / calls), Problem: null)
            : CountedRun.Without(all[0].Problem ?? "valgrind wrote no count");
    }

    /// <param name="wrapped">From how the program is started to how it is in fact.</param>
    private async Task<(IReadOnlyList<BenchmarkReport> Reports, string? Problem)> RunAsync(
        string[] arguments, TimeSpan limit, Func<Launch, Launch> wrapped, CancellationToken cancellationToken)
    {
        string artifacts = Path.Combine(scratch, Text(++_started));
        Launch launch = new(
            DotnetHost.Path, [project.Assembly, "--inProcess", .. arguments, "--exporters", "fulljson", "--artifacts", artifacts]) { Folder = project.Folder };
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        ProcessEnd end;
        try
        {
            await using ChildProcess process = ChildProcess.Start(wrapped(launch), pin: null);
            end = await process.EndAsync(limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ([], $"it was ended after {limit.TotalMinutes:F0} minutes");
        }

        try
        {
            string[] files = Directory.Exists(artifacts) ? Directory.GetFiles(artifacts, ReportPattern, SearchOption.AllDirectories) : [];
            if (files.Length == 0) return ([], $"the process left with {end.ExitCode} and wrote no report: {end.Said}");

            List<BenchmarkReport> reports = [];
            foreach (string file in files.Order(StringComparer.Ordinal))
            {
                reports.Add(BenchmarkReportReader.Read(await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)));
            }

            return (reports, null);
        }
        catch (BenchmarkReportException e)
        {
            return ([], e.Message);
        }
        finally
        {
            if (Directory.Exists(artifacts)) Directory.Delete(artifacts, recursive: true);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
