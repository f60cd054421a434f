using HotPath.Analysis.Results;
using HotPath.Soak.Outputs.Influx;

namespace HotPath.Soak.Outputs;

/// <summary>All that a run tells of itself to programs beside it. None of them is waited for until the run is over.</summary>
/// <param name="webhook">Null: none.</param>
/// <param name="influx">Null: none.</param>
internal sealed class OutputSet(RunResult run, Webhook? webhook, InfluxWriter? influx) : IAsyncDisposable
{
    /// <summary>What those beside the run get to take the rest, when it is over.</summary>
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(5);

    public void Tell(RunEvent happened)
    {
        webhook?.Tell(happened);
        influx?.Tell(run, happened);
    }

    public void Tell(RunResult soFar, IntervalResult interval) => influx?.Tell(soFar, interval);

    /// <summary>Nothing is told any more.</summary>
    /// <param name="over">With its alerts, where limits are set.</param>
    /// <returns>The run with what became of all that was told.</returns>
    public async Task<RunResult> FinishAsync(RunResult over)
    {
        Task<OutputFigures>? toWebhook = webhook?.FinishAsync(EndWithin);
        Task<OutputFigures>? toInflux = influx?.FinishAsync(EndWithin);
        return over with
        {
            Alerts = toWebhook is null || over.Alerts is null ? over.Alerts : over.Alerts with { Webhook = await toWebhook.ConfigureAwait(false) },
            Influx = toInflux is null ? null : await toInflux.ConfigureAwait(false),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (webhook is not null) await webhook.DisposeAsync().ConfigureAwait(false);
        if (influx is not null) await influx.DisposeAsync().ConfigureAwait(false);
    }
}
