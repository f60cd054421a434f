using HotPath.Analysis.Results;
using HotPath.Soak.Dashboard;
using HotPath.Soak.Outputs;
using HotPath.Soak.Reports;

namespace HotPath.Soak.Runs;

/// <summary>Tells whoever is there what happened in a run: once each, in the file first. Any thread.</summary>
internal sealed class RunEvents(string folder, IRunProgress progress, RunFeed feed, OutputSet outputs) : IDisposable
{
    private readonly RunEventLog _log = new(folder);

    /// <exception cref="ResultFolderException">The disk refuses.</exception>
    public void Tell(RunEvent happened)
    {
        _log.Append(happened);
        progress.Happened(happened);
        feed.Happened(happened);
        outputs.Tell(happened);
    }

    public void Dispose() => _log.Dispose();
}
