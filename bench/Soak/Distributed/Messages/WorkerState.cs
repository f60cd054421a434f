namespace HotPath.Soak.Distributed.Messages;

/// <summary>What a Locust master takes for a worker that is there. While a test ends its worker is still running.</summary>
internal static class WorkerState
{
    public const string Ready = "ready";
    public const string Spawning = "spawning";
    public const string Running = "running";
}
