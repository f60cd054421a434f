using HotPath.Analysis.Results;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>Makes one result folder of those of several workers.</summary>
internal static class WorkerMerge
{
    /// <param name="output">New. <c>run.json</c> comes last: without it the folder is none of a run.</param>
    /// <param name="sink">Writes the intervals into that folder; the caller's to close, after this.</param>
    /// <param name="command">What repeats the merging.</param>
    /// <returns>The merged run with its verdict, as it is written.</returns>
    /// <exception cref="ResultFolderException">A worker's file can no longer be read, or the disk refuses.</exception>
    public static RunResult Write(WorkerFolders folders, ResultFolder output, IIntervalSink sink, string command)
    {
        output.WriteScenario(folders.ScenarioJson);
        using (RunEventLog events = new(output.Path))
        {
            foreach (RunEvent happened in MergedEvents.Of(folders)) events.Append(happened);
        }

        MergedCourse course = new(folders);
        course.WriteTo(sink);
        RunResult run = MergedVerdict.Judge(MergedFigures.Of(folders, course, command), folders);
        output.WriteRun(run);
        return run;
    }
}
