using System.Text.Json;
using System.Threading.Channels;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Outputs;

/// <summary>
/// Posts each event once, one after the other, on a task of its own: to hand one over never waits. An endpoint that is slow makes the others wait
/// here, <see cref="MostWaiting"/> at most; one that is down gets none of them again, so that none comes twice.
/// </summary>
internal sealed class Webhook : IAsyncDisposable
{
    public const int MostWaiting = 100;

    /// <summary>What an answer may take.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private readonly Poster _poster;
    private readonly OutputQueue<RunEvent> _queue;

    public Webhook(Uri url, RunResult run)
    {
        _poster = new Poster(url, [], Within);
        _queue = new OutputQueue<RunEvent>(MostWaiting, (waiting, counts, end) => SendAsync(run, waiting, counts, end));
    }

    /// <summary>Any thread; never waits.</summary>
    public void Tell(RunEvent happened) => _queue.Offer(happened);

    /// <summary>Nothing is told any more; what still waits is sent, within <paramref name="time"/>.</summary>
    public Task<OutputFigures> FinishAsync(TimeSpan time) => _queue.FinishAsync(time);

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        _poster.Dispose();
    }

    private async Task SendAsync(RunResult run, ChannelReader<RunEvent> waiting, OutputCounts counts, CancellationToken end)
    {
        await foreach (RunEvent happened in waiting.ReadAllAsync(end).ConfigureAwait(false))
        {
            PostOutcome outcome = await _poster.PostAsync(BodyOf(happened, run), "application/json; charset=utf-8", end).ConfigureAwait(false);
            if (outcome.Problem is { } problem) counts.Say(problem);
            else counts.Sent(1);
        }
    }

    /// <summary>The event as its file has it, with the run that it is of.</summary>
    private static byte[] BodyOf(RunEvent happened, RunResult run)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteString("run", run.Id);
            json.WriteString("scenario", run.Scenario);
            foreach (JsonProperty member in JsonSerializer.SerializeToElement(happened, ResultFormat.Event).EnumerateObject()) member.WriteTo(json);
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
