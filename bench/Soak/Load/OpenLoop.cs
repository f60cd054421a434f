using System.Diagnostics.CodeAnalysis;
using HotPath.Soak.Load.Schedules;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>Requests are due on a schedule, however slowly answers come. What finds too many in flight is counted as not started.</summary>
internal sealed class OpenLoop : ILoadLoop
{
    private readonly IArrivalSchedule _warmUp;
    private readonly IArrivalSchedule _measured;
    private readonly int _maxInFlight;
    private readonly RequestSource _requests;
    private readonly RequestQuota _quota;
    private readonly Func<Exchange> _newExchange;
    private readonly GeneratorLimits _limits;
    private readonly TimeProvider _time;
    private readonly AlarmClock _followUps;
    private readonly Lock _lock = new();
    private readonly Stack<Worker> _free = new();
    private readonly List<Worker> _workers = [];
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<Conversation, bool> _whenDue;
    private LoadClock _clock;
    private bool _allStarted;

    public OpenLoop(LoadSettings load, long seed, RequestSource requests, RequestQuota quota, Func<Exchange> newExchange, GeneratorLimits limits, TimeProvider time)
    {
        (_warmUp, _measured) = Arrivals.Of(load, seed);
        _maxInFlight = load.MaxInFlight;
        _requests = requests;
        _quota = quota;
        _newExchange = newExchange;
        _limits = limits;
        _time = time;
        _followUps = new AlarmClock(time);
        _whenDue = StartNextTurn;
    }

    public Task StartRequestsAsync(LoadClock clock, Action measuring, CancellationToken stop)
    {
        _clock = clock;
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread pacer = new(() =>
        {
            try
            {
                Pace(clock, measuring, stop);
                _followUps.End();
                started.SetResult();
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                started.SetException(problem); // a fault of our own ends the run; on this thread it would end the process
            }
        })
        { Name = "HotPath pacer", IsBackground = true };
        pacer.Start();
        return started.Task;
    }

    public async Task WhenFinishedAsync()
    {
        lock (_lock)
        {
            _allStarted = true;
            if (_free.Count == _workers.Count) _finished.TrySetResult();
        }

        await _finished.Task.ConfigureAwait(false);
        foreach (Worker worker in _workers) worker.Stop();
        await Task.WhenAll(_workers.Select(worker => worker.Completion)).ConfigureAwait(false);
    }

    public void Dispose() => _followUps.Dispose();

    private void Pace(LoadClock clock, Action measuring, CancellationToken stop)
    {
        PreciseSleep.PrepareThread();
        Pacer pacer = new(_time);
        pacer.Run(_warmUp, clock.StartAt, (number, dueAt) => Start(_requests.WarmUp(number, dueAt)), stop);
        if (!pacer.SleepUntil(clock.MeasuredFrom, stop)) return;

        measuring();
        pacer.Run(_measured, clock.MeasuredFrom, StartMeasured, stop);
        pacer.SleepUntil(clock.EndAt, stop);
    }

    private void StartMeasured(long number, long dueAt)
    {
        if (_quota.TryTake()) Start(_requests.Measured(number, dueAt));
    }

    private void Start(in WorkItem item)
    {
        CounterSet counters = item.Recorder.Counters;
        if (item.Plan.HoldsBack(item.Draw))
        {
            counters.Add(Counter.HeldBack);
            return;
        }

        counters.Add(Counter.Scheduled);
        if (!TryTakeWorker(out Worker? worker))
        {
            counters.Add(Counter.NotStarted);
            if (item.Draw.Conversation is { } conversation) _requests.Return(conversation, ConversationEnd.Broken, item.Recorder);
            return;
        }

        counters.Add(Counter.Started);
        long startedAt = _time.GetTimestamp();
        item.Recorder.Record(Metric.ScheduleLag, Elapsed.Nanoseconds(item.DueAt, startedAt));
        worker.Start(item with { StartedAt = startedAt });
    }

    private bool TryTakeWorker([NotNullWhen(true)] out Worker? worker)
    {
        lock (_lock)
        {
            if (_allStarted)
            {
                worker = null; // a turn that came late to its moment, after the load's end
                return false;
            }

            if (_free.TryPop(out worker)) return true;
            if (_workers.Count == _maxInFlight) return false;

            worker = new Worker(_newExchange(), WhenFree);
            _workers.Add(worker);
            return true;
        }
    }

    private void WhenFree(Worker worker, WorkItem item, Outcome outcome, Exception? fault)
    {
        if (fault is not null) _limits.Note(fault);
        if (item.Draw.Conversation is { } conversation) GoOn(conversation, outcome, item.Recorder);
        lock (_lock)
        {
            _free.Push(worker);
            if (_allStarted && _free.Count == _workers.Count) _finished.TrySetResult();
        }
    }

    /// <summary>The next turn is due when its user has thought, counted from the end of the answer.</summary>
    private void GoOn(Conversation conversation, Outcome outcome, GroupRecorder recorder)
    {
        ConversationEnd? end = conversation.TryGoOn(outcome);
        if (end is null)
        {
            conversation.DueAt = _time.GetTimestamp() + Elapsed.Stamps(conversation.DrawThink(otherwise: Distribution.Constant(0)));
            if (conversation.DueAt >= _clock.EndAt) end = ConversationEnd.Cut;
        }

        if (end is { } over)
        {
            _requests.Return(conversation, over, recorder);
            return;
        }

        conversation.WhenDue = _whenDue;
        _followUps.Set(conversation, conversation.DueAt);
    }

    private void StartNextTurn(Conversation conversation, bool inTime)
    {
        bool isMeasured = conversation.DueAt >= _clock.MeasuredFrom;
        if (!inTime || (isMeasured && !_quota.TryTake()))
        {
            _requests.Return(conversation, ConversationEnd.Cut, _requests.RecorderOf(conversation, isMeasured));
            return;
        }

        try
        {
            Start(_requests.NextTurn(conversation, conversation.DueAt, isMeasured));
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            _limits.Note(problem); // our own mistake: the run goes on to its end, but is void
        }
    }
}
