using System.Threading.Tasks.Sources;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>One request at a time, for as long as the run lasts: a single task whose loop waits for work, so a request allocates none.</summary>
internal sealed class Worker : IValueTaskSource<WorkItem?>
{
    private readonly Exchange _exchange;
    private readonly Action<Worker, WorkItem, Outcome, Exception?> _whenFree;
    private ManualResetValueTaskSourceCore<WorkItem?> _next;

    /// <param name="whenFree">Called after each request on the thread that ended it; with the exception where our own code threw one.</param>
    public Worker(Exchange exchange, Action<Worker, WorkItem, Outcome, Exception?> whenFree)
    {
        _exchange = exchange;
        _whenFree = whenFree;
        Completion = LoopAsync();
    }

    /// <summary>Ends after <see cref="Stop"/>.</summary>
    public Task Completion { get; }

    /// <summary>Starts a request on the calling thread and returns when it has to wait. Only for a free worker.</summary>
    public void Start(in WorkItem item) => _next.SetResult(item);

    /// <summary>Only for a free worker.</summary>
    public void Stop() => _next.SetResult(null);

    WorkItem? IValueTaskSource<WorkItem?>.GetResult(short token) => _next.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<WorkItem?>.GetStatus(short token) => _next.GetStatus(token);

    void IValueTaskSource<WorkItem?>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _next.OnCompleted(continuation, state, token, flags);

    private async Task LoopAsync()
    {
        ValueTask<WorkItem?> next = new(this, _next.Version);
        while (await next.ConfigureAwait(false) is { } item)
        {
            _next.Reset();
            next = new ValueTask<WorkItem?>(this, _next.Version);
            Outcome outcome = Outcome.ConnectionError;
            Exception? fault = null;
            try
            {
                outcome = await _exchange.RunAsync(item).ConfigureAwait(false);
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                fault = problem; // our own mistake: the run goes on to its end, but is void
            }

            _whenFree(this, item, outcome, fault);
        }

        _exchange.Dispose();
    }
}
