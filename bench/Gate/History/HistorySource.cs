using HotPath.Analysis.Results;
using HotPath.Gate.Micro.Launches;
using HotPath.Gate.Micro.Reading;
using HotPath.Gate.Micro.Results;
using HotPath.Gate.Micro.Verdicts;
using HotPath.Gate.Soak.Reading;

namespace HotPath.Gate.History;

/// <summary>Makes an entry of a result: of the folder of a soak run, or of a comparison of benchmarks, whose head it takes.</summary>
internal static class HistorySource
{
    /// <exception cref="GateException">The folder has no result that can be read, or one that says nothing.</exception>
    public static HistoryEntry Read(string folder)
    {
        if (File.Exists(Path.Combine(folder, ResultFileNames.Run))) return OfSoak(folder);

        string gate = Path.Combine(folder, GateOutputs.JsonFile);
        return File.Exists(gate)
            ? OfMicro(GateFormat.Read(File.ReadAllText(gate), gate), gate)
            : throw GateException.BadInput($"'{folder}' has neither {ResultFileNames.Run} nor {GateOutputs.JsonFile}; give folders of soak runs or of 'micro' comparisons.");
    }

    private static HistoryEntry OfSoak(string folder)
    {
        SoakReading reading = SoakReader.Read(folder);
        if (reading.Problems.Count > 0) throw GateException.CannotSay([.. reading.Problems.Select(problem => $"'{folder}' {problem}; it was not added.")]);
        if (reading.Scenario is null) throw GateException.CannotSay($"'{folder}' has no {ResultFileNames.Scenario} that can be read, so nobody knows what it measured; it was not added.");

        RunEnvironment environment = reading.Run.Environment;
        return new HistoryEntry
        {
            Kind = HistoryEntry.Soak,
            Id = reading.Run.Id,
            At = reading.Run.StartedAt,
            Version = environment.Version,
            Name = reading.Run.Scenario,
            Setting = HistoryEntry.Digest(reading.Scenario.ToJsonString()),
            Environment = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["operatingSystem"] = environment.OperatingSystem,
                ["architecture"] = environment.Architecture,
                ["processor"] = environment.Processor ?? "unknown",
                ["processors"] = FormattableString.Invariant($"{environment.ProcessorCount}"),
                ["memoryMB"] = FormattableString.Invariant($"{environment.MemoryMB}"),
                ["runtime"] = environment.Runtime,
                ["garbageCollector"] = environment.GarbageCollector,
                ["topology"] = reading.Run.Topology,
                ["target"] = environment.Target ?? "embedded",
            },
            Figures = reading.Figures.ToDictionary(figure => figure.Key, figure => figure.Value.Value),
        };
    }

    private static HistoryEntry OfMicro(GateReport report, string path)
    {
        if (report.Kind != HistoryEntry.Micro) throw GateException.BadInput($"{path} is of kind {report.Kind}; of soak runs, add the runs' own folders.");
        if (report.HeadWith is not { } with || report.Launches.All(launch => launch.Side != Gate.Micro.Side.Head)) throw GateException.CannotSay($"{path} has no launch of head, so there is nothing to keep; it was not added.");
        if (report.Times != LaunchTimes.Standard) throw GateException.CannotSay($"{path} is of launches too short for their times to say anything; it was not added.");
        if (report.Head.Changes is not null) throw GateException.CannotSay($"{path} is of a head with uncommitted changes, which nobody will find again; it was not added. Commit them and compare again.");

        return new HistoryEntry
        {
            Kind = HistoryEntry.Micro,
            Id = FormattableString.Invariant($"{report.StartedAt.UtcDateTime:yyyyMMdd-HHmmss}-{report.Head.Commit}"),
            At = report.StartedAt,
            Version = report.Head.ShortCommit,
            Name = report.Project,
            Setting = HistoryEntry.Digest(report.Times.ToString()),
            Environment = EnvironmentOf(with),
            Figures = new SortedDictionary<string, double>(FiguresOf(report).ToDictionary(), StringComparer.Ordinal),
        };
    }

    public static SortedDictionary<string, string> EnvironmentOf(MeasuredWith with) => new(StringComparer.Ordinal)
    {
        ["operatingSystem"] = with.OperatingSystem,
        ["architecture"] = with.Architecture,
        ["processor"] = with.Processor,
        ["processors"] = FormattableString.Invariant($"{with.LogicalCores}"),
        ["runtime"] = with.Runtime,
        ["benchmarkDotNet"] = with.BenchmarkDotNet,
    };

    private static IEnumerable<KeyValuePair<string, double>> FiguresOf(GateReport report)
    {
        foreach (BenchmarkVerdict benchmark in report.Benchmarks)
        {
            if (benchmark.Time is { } time) yield return new($"{benchmark.Name}, ns", time.HeadNanoseconds);
            if (benchmark.Allocation is { } allocation) yield return new($"{benchmark.Name}, B", allocation.HeadBytes);
        }
    }
}
