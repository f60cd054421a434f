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

    private readonly Channel<RunEvent> _waiting = Channel.CreateBounded<RunEvent>(MostWaiting);
    private readonly CancellationTokenSource _end = new();
    private readonly OutputCounts _counts = new();
    private readonly Poster _poster;
    private readonly Task _sending;

    public Webhook(Uri url, RunResult run)
    {
        _poster = new Poster(url, [], Within);
        _sending = Task.Run(() => SendAsync(run));
    }

    /// <summary>Any thread; never waits.</summary>
    public void Tell(RunEvent happened)
    {
        _counts.Offered();
        if (!_waiting.Writer.TryWrite(happened)) _counts.Dropped();
    }

    /// <summary>Nothing is told any more; what still waits is sent, within <paramref name="time"/>.</summary>
    public async Task<OutputFigures> FinishAsync(TimeSpan time)
    {
        _waiting.Writer.TryComplete();
        _end.CancelAfter(time);
        await _sending.ConfigureAwait(false);
        return _counts.Figures();
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _end.CancelAsync().ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
        _end.Dispose();
        _poster.Dispose();
    }

    private async Task SendAsync(RunResult run)
    {
        try
        {
            await foreach (RunEvent happened in _waiting.Reader.ReadAllAsync(_end.Token).ConfigureAwait(false))
            {
                PostOutcome outcome = await _poster.PostAsync(BodyOf(happened, run), "application/json; charset=utf-8", _end.Token).ConfigureAwait(false);
                if (outcome.Problem is { } problem) _counts.Say(problem);
                else _counts.Sent(1);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            _counts.SayWhereNothingIs("not taken before the run was over");
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
