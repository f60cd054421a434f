using HotPath.Analysis.Results;

namespace HotPath.Soak.Distributed.Merging;

/// <summary>What happened to any of the workers, in the order of time, each with the name of its node.</summary>
internal static class MergedEvents
{
    public static IEnumerable<RunEvent> Of(WorkerFolders folders)
    {
        return folders.Workers.SelectMany(worker => worker.Events.Select(happened => Placed(happened, worker, folders.StartedAt))).OrderBy(happened => happened.ElapsedSeconds); // stable: of one moment by node
    }

    // A limit that one worker's part broke is no alert of the whole: it is told in words alone.
    private static RunEvent Placed(RunEvent happened, WorkerFolder worker, DateTimeOffset origin) => new()
    {
        At = happened.At + TimeSpan.FromSeconds(worker.Worker.ClockOffsetSeconds),
        ElapsedSeconds = happened.ElapsedSeconds + (worker.Run.StartedAt - origin).TotalSeconds,
        Kind = happened.Kind,
        Text = $"{worker.Worker.Node}: {happened.Text}",
    };
}
