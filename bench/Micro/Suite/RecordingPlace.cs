using System.Reflection;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Reports;
using HotPath.Micro.Results;

namespace HotPath.Micro.Suite;

/// <summary>Where tables are recorded, and the sources that they are recorded of.</summary>
internal sealed record RecordingPlace
{
    private readonly string _results;
    private readonly Revision _revision;

    private RecordingPlace(string results, Revision revision)
    {
        _results = results;
        _revision = revision;
    }

    /// <summary>Looks before the run: the sources may change while it goes on.</summary>
    /// <param name="results">The folder of all machines; null for the repository's own.</param>
    public static RecordingPlace Of(string repository, string? results) =>
        new(Path.GetFullPath(results ?? Path.Combine(repository, "results", "micro")), Revision.Of(repository));

    public void Write(IReadOnlyList<Summary> summaries, SuiteArguments arguments, TextWriter output)
    {
        HostEnvironmentInfo host = HostEnvironmentInfo.GetCurrent();
        MachineFolder folder = new(Path.Combine(_results, MachineName.Of(host.CpuInfo.Value.ProcessorName, Environment.ProcessorCount, host.OsVersion.Value)));
        string version = typeof(RecordingPlace).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        foreach (Summary summary in summaries)
        {
            folder.Write(
                TableText.Name(summary),
                TableText.Markdown(summary),
                TableText.Json(summary),
                TableFacts.Of(summary, _revision, version, arguments.CommandLine, DateTimeOffset.UtcNow));
        }

        output.WriteLine($"Recorded {string.Join(", ", summaries.Select(TableText.Name))} in {folder.FullName}, at {_revision}.");
    }
}
