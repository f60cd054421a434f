using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace HotPath.Soak.Gateway;

/// <summary>
/// One streamed answer, and when it is over another one. It has one owner at a time: the request's thread until <see cref="Start"/> returns, then
/// the wheel's. The owner writes what is due straight into the response, all of it in one flush when it is late, and waits for the flush before it goes on.
/// </summary>
/// <param name="renderer">Its own.</param>
internal sealed class ChatStream(GatewayState state, AnswerRenderer renderer) : WheelTimer, IValueTaskSource<Task>
{
    /// <summary>Flushed at the latest after so much, so that a long answer without pauses is not held in memory whole.</summary>
    private const int BatchBytes = 32 * 1024;

    /// <summary>Then the other streams have their turn, and a client that left is noticed: over TLS a flush into a broken connection ends at once.</summary>
    private const int MostBatchesAtOnce = 8;

    /// <summary>
    /// From the last flush to a cut that is not clean: what HTTP/2 has not framed and TLS not sent is thrown away with the stream, and nobody
    /// tells when it is out. Without the pause a burst would be cut before its own head.
    /// </summary>
    private const long FlushedToCutNanoseconds = 10_000_000;

    private readonly StreamPlan _plan = new();

    private Answer _answer;

    private ManualResetValueTaskSourceCore<Task> _ended = new() { RunContinuationsAsynchronously = true };

    private Action? _onFlushed; // made for a flush that has to wait, which few streams meet

    private volatile bool _clientLeft;

    /// <summary>
    /// Sends the head and what comes before the first token at once, unless a stall is on, and hands the rest to the wheel. To be called when the
    /// answer before is over.
    /// </summary>
    /// <param name="context">The request's.</param>
    /// <param name="request">What is answered.</param>
    /// <param name="isStamped">Each token comes after a stamp of when it was due.</param>
    /// <returns>Ends when nothing more is written, with the end of the response, which may still be on its way. To be awaited once.</returns>
    public ValueTask<Task> Start(HttpContext context, AnswerRequest request, in Serving serving, bool isStamped)
    {
        _plan.Draw(serving.Settings, serving.Faults, request.Seed, request.MaxTokens);
        renderer.Begin(context.Response.BodyWriter, request, _plan, serving.Completion, serving.CreatedAt);
        _answer = new Answer(context, _plan.Sent, serving, isStamped) { Pacing = new StreamPacing(state.Pacing, serving.StartAt) };
        _ended.Reset();
        state.Counters.CountOpened();

        long dueAt = Fire(state.Wheel.Now);
        if (dueAt != NotArmed)
        {
            _answer.HasLeftStart = true;
            state.Wheel.Arm(this, dueAt);
        }

        return _answer.EndInStart is { } end ? ValueTask.FromResult(end) : new ValueTask<Task>(this, _ended.Version);
    }

    /// <summary>Lets go of an answer that is over, and that nobody will call <see cref="Leave"/> for any more.</summary>
    /// <returns>False: no other may follow, since the wheel may yet wake this one, for a client that left.</returns>
    public bool TryRelease()
    {
        _answer = default;
        renderer.End();
        return !_clientLeft;
    }

    /// <summary>The client is gone; from any thread.</summary>
    public void Leave()
    {
        _clientLeft = true;
        state.Wheel.Wake(this);
    }

    /// <summary>What goes wrong here is the request's to report: the wheel has other streams to serve.</summary>
    public override long Fire(long now)
    {
        try
        {
            return Advance(now);
        }
        catch (Exception exception)
        {
            if (!_answer.Counted) CountAbandoned();
            return End(Task.FromException(exception));
        }
    }

    private long Advance(long now)
    {
        if (_answer.Flushing)
        {
            TakeFlush();
            _answer.Pacing.HeldUntil(_answer.FlushedAt, byClient: true);
        }

        for (int batches = 0; batches < MostBatchesAtOnce; batches++)
        {
            if (_clientLeft) return Abandon();

            long heldUntil = state.Faults.HeldUntil(now);
            if (heldUntil > now)
            {
                _answer.Pacing.HeldUntil(heldUntil, byClient: false);
                return heldUntil;
            }

            bool wrote = WriteDue(now);
            if (_answer.Sent == _answer.Limit && _plan.CutAfter is null) return Complete();
            if (!wrote)
            {
                long dueAt = _answer.StartAt + _plan.DueNanoseconds;
                if (_answer.Sent < _answer.Limit) return dueAt;

                dueAt = Math.Max(dueAt, _answer.NotCutBefore);
                return dueAt <= now ? Cut() : dueAt;
            }

            if (!IsDone(_answer.Output.FlushAsync())) return NotArmed; // no longer the owner

            TakeFlush();
            now = state.Wheel.Now;
        }

        return now;
    }

    /// <returns>False: the wheel will call when the flush is done.</returns>
    private bool IsDone(ValueTask<FlushResult> flush)
    {
        _answer.Flush = flush.ConfigureAwait(false).GetAwaiter();
        _answer.Flushing = true;
        if (_answer.Flush.IsCompleted) return true;

        _answer.HasLeftStart = true;
        _answer.Flush.UnsafeOnCompleted(_onFlushed ??= OnFlushed);
        return false;
    }

    // On a thread of the transport. The order to the wheel publishes the stamp.
    private void OnFlushed()
    {
        _answer.FlushedAt = state.Wheel.Now;
        state.Wheel.Arm(this, 0);
    }

    private void TakeFlush()
    {
        _answer.Flushing = false;
        if (!_answer.CutsCleanly) _answer.NotCutBefore = state.Wheel.Now + FlushedToCutNanoseconds;
        if (_answer.Flush.GetResult().IsCompleted) _clientLeft = true;
    }

    /// <returns>Whether there is something to flush.</returns>
    private bool WriteDue(long now)
    {
        int bytes = 0;
        bool isStart = !_answer.StartSent;
        if (isStart)
        {
            bytes += renderer.WriteStart();
            _answer.StartSent = true;
            if (_plan.Fault.At == 0) bytes += MeetFault();
        }

        int before = _answer.Sent;
        long dueAt;
        while (_answer.Sent < _answer.Limit && (dueAt = _answer.StartAt + _plan.DueNanoseconds) <= now && bytes < BatchBytes)
        {
            if (_answer.IsStamped) bytes += renderer.WriteStamp(state.Wheel.StampOf(dueAt));
            bytes += renderer.WriteToken(_answer.Sent);
            _answer.Pacing.Write(dueAt, now);
            _plan.MoveNext();
            _answer.Sent++;
            if (_answer.Sent == _plan.Fault.At) bytes += MeetFault();
        }

        if (_answer.Sent > before) state.Counters.CountTokens(_answer.Sent - before);
        return isStart || bytes > 0; // the head goes out at once, whether something comes with it or not
    }

    /// <summary>Called when as many tokens are written as come before the fault.</summary>
    /// <returns>Bytes written.</returns>
    private int MeetFault()
    {
        FaultKind kind = _plan.Fault.Kind!.Value;
        state.Counters.CountFault(kind);
        return kind is FaultKind.Malformed ? renderer.WriteMalformed() : 0;
    }

    private long Complete()
    {
        _answer.Counted = true;
        if (_plan.Fault.Kind is FaultKind.InBandError)
        {
            if (renderer.WriteError()) state.Counters.CountCompleted(tokens: 0);
            else state.Counters.CountCut();
        }
        else
        {
            state.Counters.CountCompleted(_plan.Tokens);
            renderer.WriteEnd();
        }

        _answer.Watch?.Over(ServingEnd.Completed, _answer.Sent);
        return End(_answer.Context.Response.CompleteAsync()); // one flush for the last events and the body's end
    }

    private long Cut()
    {
        _answer.Counted = true;
        state.Counters.CountCut();
        _answer.Watch?.Over(ServingEnd.Cut, _answer.Sent);
        if (!_answer.CutsCleanly) _answer.Context.Abort();
        return End(Task.CompletedTask);
    }

    private long Abandon()
    {
        CountAbandoned();
        return End(Task.CompletedTask);
    }

    /// <summary>The last that is done to an answer: whoever waits for it may begin another at once.</summary>
    private long End(Task end)
    {
        if (_answer.HasLeftStart) _ended.SetResult(end);
        else _answer.EndInStart = end;
        return NotArmed;
    }

    private void CountAbandoned()
    {
        _answer.Counted = true;
        state.Counters.CountAbandoned();
        _answer.Watch?.Over(ServingEnd.Abandoned, _answer.Sent);
    }

    Task IValueTaskSource<Task>.GetResult(short token) => _ended.GetResult(token);

    // Else who asks in the midst of SetResult goes on, and begins another answer before SetResult is done with this one. Told to wait, it waits or
    // finds the result when SetResult has nothing left to do.
    ValueTaskSourceStatus IValueTaskSource<Task>.GetStatus(short token) => ValueTaskSourceStatus.Pending;

    void IValueTaskSource<Task>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _ended.OnCompleted(continuation, state, token, flags);

    /// <summary>What the next answer must have nothing of.</summary>
    private struct Answer(HttpContext context, int limit, in Serving serving, bool isStamped)
    {
        public readonly HttpContext Context = context;
        public readonly PipeWriter Output = context.Response.BodyWriter;
        public readonly IServingWatch? Watch = serving.Watch;
        public readonly long StartAt = serving.StartAt;
        public readonly int Limit = limit;
        public readonly bool IsStamped = isStamped;
        public readonly bool CutsCleanly = serving.Faults.CutCleanly;

        public StreamPacing Pacing;
        public ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter Flush;
        public Task? EndInStart;
        public long FlushedAt;
        public long NotCutBefore;
        public int Sent;
        public bool HasLeftStart;
        public bool Flushing;
        public bool StartSent;
        public bool Counted;
    }
}
