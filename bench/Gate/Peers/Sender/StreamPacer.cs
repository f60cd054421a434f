using System.Collections.Concurrent;
using HotPath.Recording;

namespace HotPath.Gate.Peers.Sender;

/// <summary>
/// Writes the events of all streams on one thread, each at its own moment: an interval after the one before was due, whenever that was
/// written. All streams have the same interval, so that a queue keeps them in order.
/// </summary>
internal sealed class StreamPacer(StreamPace pace, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly long _interval = time.TimestampFrequency / pace.EventsPerSecond;
    private readonly ConcurrentQueue<SenderConnection> _asking = new();
    private readonly Queue<SenderConnection> _open = new();
    private readonly RenderedEvents _events = new();
    private long _requests;
    private long _eventsSent;

    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Written by the pacer's thread alone.</summary>
    public long EventsSent => Volatile.Read(ref _eventsSent);

    /// <summary>From due to written, in nanoseconds.</summary>
    public LatencyRecorder Late { get; } = new();

    public void Start() => new Thread(Run) { IsBackground = true, Name = "pacer" }.Start();

    /// <summary>A request has come; from any thread.</summary>
    public void Begin(SenderConnection connection)
    {
        connection.DueAt = time.GetTimestamp() + _interval;
        connection.Sent = 0;
        Interlocked.Increment(ref _requests);
        _asking.Enqueue(connection);
    }

    private void Run()
    {
        while (true)
        {
            Thread.Sleep(Tick);
            while (_asking.TryDequeue(out SenderConnection? asking))
            {
                if (asking.TryWrite(RenderedEvents.Head)) _open.Enqueue(asking);
            }

            while (_open.TryPeek(out SenderConnection? next) && next.DueAt <= time.GetTimestamp())
            {
                _open.Dequeue();
                if (WriteNext(next)) _open.Enqueue(next);
            }
        }
    }

    /// <returns>Whether the stream goes on.</returns>
    private bool WriteNext(SenderConnection connection)
    {
        long dueAt = connection.DueAt;
        bool isLast = ++connection.Sent == pace.Events;
        connection.DueAt = dueAt + _interval; // before the last event is out: then it is the next request's
        bool isThere = connection.TryWrite(_events.At(dueAt, isLast));
        if (!isThere) return false;

        Late.Record(time.GetElapsedTime(dueAt).Ticks * TimeSpan.NanosecondsPerTick);
        Volatile.Write(ref _eventsSent, _eventsSent + 1);
        return !isLast;
    }
}
