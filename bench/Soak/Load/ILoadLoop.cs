namespace HotPath.Soak.Load;

/// <summary>Starts the requests of a run.</summary>
internal interface ILoadLoop : IDisposable
{
    /// <summary>Ends when the last request was started: at the end of the load's time, or soon after <paramref name="stop"/>.</summary>
    /// <param name="measuring">Called once, when the measured time begins, before any request of it was started.</param>
    Task StartRequestsAsync(LoadClock clock, Action measuring, CancellationToken stop);

    /// <summary>Ends when nothing is in flight any more. Asked for after the last request was started.</summary>
    Task WhenFinishedAsync();
}
