using HotPath.Analysis.Results;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>Makes one result folder of those of several workers.</summary>
internal static class WorkerMerge
{
    // As many users as the master led are in no scenario. That they were no rise each worker found out that looked for disturbances itself.
    private static readonly LoadSettings Users = ClosedLoad.Constant(users: 1, TimeSpan.FromSeconds(1));

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
        RunResult figures = MergedFigures.Of(folders, course, command);
        RunResult run = MergedVerdict.Judge(figures with { Disturbances = Disturbances(folders, figures, output) }, folders);
        output.WriteRun(run);
        return run;
    }

    private static DisturbanceFigures? Disturbances(WorkerFolders folders, RunResult run, ResultFolder output) => folders.Workers.Any(worker => worker.Run is { Verdict: not null, Disturbances: null })
        ? null
        : DisturbanceAnalysis.Of(Users, new IntervalReader(output.Path, double.PositiveInfinity), run.DurationSeconds);
}
