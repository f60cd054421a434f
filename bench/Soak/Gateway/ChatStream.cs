using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace HotPath.Soak.Gateway;

/// <summary>
/// One streamed answer. It has one owner at a time: the request's thread until <see cref="Start"/> returns, then the wheel's. The owner
/// writes what is due straight into the response, all of it in one flush when it is late, and waits for the flush before it goes on.
/// </summary>
internal sealed class ChatStream : WheelTimer, IValueTaskSource<Task>
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

    private readonly HttpContext _context;
    private readonly PipeWriter _output;
    private readonly GatewayState _state;
    private readonly AnswerRenderer _renderer;
    private readonly StreamPlan _plan;
    private readonly bool _cutCleanly;
    private readonly int _limit;
    private readonly long _startAt;
    private readonly IServingWatch? _watch;
    private StreamPacing _pacing;

    // Its result is the end of the response, which may still be on its way.
    private ManualResetValueTaskSourceCore<Task> _ended = new() { RunContinuationsAsynchronously = true };

    private Action? _onFlushed; // made for a flush that has to wait, which few streams meet

    private ConfiguredValueTaskAwaitable<FlushResult>.ConfiguredValueTaskAwaiter _flush;
    private bool _flushing;
    private long _flushedAt;
    private bool _startSent;
    private int _sent;
    private bool _counted;
    private long _notCutBefore;
    private volatile bool _clientLeft;

    /// <param name="renderer">Writes into the response's body.</param>
    /// <param name="plan">Walked by the stream.</param>
    public ChatStream(HttpContext context, GatewayState state, AnswerRenderer renderer, StreamPlan plan, in Serving serving)
    {
        _context = context;
        _output = context.Response.BodyWriter;
        _state = state;
        _renderer = renderer;
        _startAt = serving.StartAt;
        _watch = serving.Watch;
        _pacing = new StreamPacing(state.Pacing, serving.StartAt);
        _plan = plan;
        _cutCleanly = serving.Faults.CutCleanly;
        _limit = plan.Sent;
    }

    /// <summary>Each token comes after a stamp of when it was due.</summary>
    public bool IsStamped { get; init; }

    /// <summary>Ends when nothing more is written, with the end of the response, which may still be on its way. To be awaited once.</summary>
    public ValueTask<Task> WrittenAsync() => new(this, _ended.Version);

    /// <summary>Sends the head and what comes before the first token at once, unless a stall is on, and hands the rest to the wheel.</summary>
    public void Start()
    {
        _state.Counters.CountOpened();
        long dueAt = Fire(_state.Wheel.Now);
        if (dueAt != NotArmed) _state.Wheel.Arm(this, dueAt);
    }

    /// <summary>The client is gone; from any thread.</summary>
    public void Leave()
    {
        _clientLeft = true;
        _state.Wheel.Wake(this);
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
            if (!_counted) CountAbandoned();
            _ended.SetException(exception);
            return NotArmed;
        }
    }

    private long Advance(long now)
    {
        if (_flushing)
        {
            TakeFlush();
            _pacing.HeldUntil(_flushedAt, byClient: true);
        }

        for (int batches = 0; batches < MostBatchesAtOnce; batches++)
        {
            if (_clientLeft) return Abandon();

            long heldUntil = _state.Faults.HeldUntil(now);
            if (heldUntil > now)
            {
                _pacing.HeldUntil(heldUntil, byClient: false);
                return heldUntil;
            }

            bool wrote = WriteDue(now);
            if (_sent == _limit && _plan.CutAfter is null) return Complete();
            if (!wrote)
            {
                long dueAt = _startAt + _plan.DueNanoseconds;
                if (_sent < _limit) return dueAt;

                dueAt = Math.Max(dueAt, _notCutBefore);
                return dueAt <= now ? Cut() : dueAt;
            }

            if (!IsDone(_output.FlushAsync())) return NotArmed; // no longer the owner

            TakeFlush();
            now = _state.Wheel.Now;
        }

        return now;
    }

    /// <returns>False: the wheel will call when the flush is done.</returns>
    private bool IsDone(ValueTask<FlushResult> flush)
    {
        _flush = flush.ConfigureAwait(false).GetAwaiter();
        _flushing = true;
        if (_flush.IsCompleted) return true;

        _flush.UnsafeOnCompleted(_onFlushed ??= OnFlushed);
        return false;
    }

    // On a thread of the transport. The order to the wheel publishes the stamp.
    private void OnFlushed()
    {
        _flushedAt = _state.Wheel.Now;
        _state.Wheel.Arm(this, 0);
    }

    private void TakeFlush()
    {
        _flushing = false;
        if (!_cutCleanly) _notCutBefore = _state.Wheel.Now + FlushedToCutNanoseconds;
        if (_flush.GetResult().IsCompleted) _clientLeft = true;
    }

    /// <returns>Whether there is something to flush.</returns>
    private bool WriteDue(long now)
    {
        int bytes = 0;
        bool isStart = !_startSent;
        if (isStart)
        {
            bytes += _renderer.WriteStart();
            _startSent = true;
            if (_plan.Fault.At == 0) bytes += MeetFault();
        }

        int before = _sent;
        long dueAt;
        while (_sent < _limit && (dueAt = _startAt + _plan.DueNanoseconds) <= now && bytes < BatchBytes)
        {
            if (IsStamped) bytes += _renderer.WriteStamp(_state.Wheel.StampOf(dueAt));
            bytes += _renderer.WriteToken(_sent);
            _pacing.Write(dueAt, now);
            _plan.MoveNext();
            _sent++;
            if (_sent == _plan.Fault.At) bytes += MeetFault();
        }

        if (_sent > before) _state.Counters.CountTokens(_sent - before);
        return isStart || bytes > 0; // the head goes out at once, whether something comes with it or not
    }

    /// <summary>Called when as many tokens are written as come before the fault.</summary>
    /// <returns>Bytes written.</returns>
    private int MeetFault()
    {
        FaultKind kind = _plan.Fault.Kind!.Value;
        _state.Counters.CountFault(kind);
        return kind is FaultKind.Malformed ? _renderer.WriteMalformed() : 0;
    }

    private long Complete()
    {
        _counted = true;
        if (_plan.Fault.Kind is FaultKind.InBandError)
        {
            if (_renderer.WriteError()) _state.Counters.CountCompleted(tokens: 0);
            else _state.Counters.CountCut();
        }
        else
        {
            _state.Counters.CountCompleted(_plan.Tokens);
            _renderer.WriteEnd();
        }

        _watch?.Over(ServingEnd.Completed, _sent);
        _ended.SetResult(_context.Response.CompleteAsync()); // one flush for the last events and the body's end
        return NotArmed;
    }

    private long Cut()
    {
        _counted = true;
        _state.Counters.CountCut();
        _watch?.Over(ServingEnd.Cut, _sent);
        if (!_cutCleanly) _context.Abort();
        _ended.SetResult(Task.CompletedTask);
        return NotArmed;
    }

    private long Abandon()
    {
        CountAbandoned();
        _ended.SetResult(Task.CompletedTask);
        return NotArmed;
    }

    private void CountAbandoned()
    {
        _counted = true;
        _state.Counters.CountAbandoned();
        _watch?.Over(ServingEnd.Abandoned, _sent);
    }

    Task IValueTaskSource<Task>.GetResult(short token) => _ended.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Task>.GetStatus(short token) => _ended.GetStatus(token);

    void IValueTaskSource<Task>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _ended.OnCompleted(continuation, state, token, flags);
}
