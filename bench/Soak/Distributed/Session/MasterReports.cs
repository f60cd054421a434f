using HotPath.Soak.Distributed.Messages;

namespace HotPath.Soak.Distributed.Session;

/// <summary>Puts what a test has to say into the outbox, for as long as there is a master who knows of that test.</summary>
internal sealed class MasterReports(LocustMessages messages, Outbox outbox) : IMasterReports
{
    private readonly Lock _lock = new(); // closing waits for who is about to add: what comes after is not for the next master
    private bool _isOpen;
    private long _sequence;
    private long _dropped;
    private IReadOnlyDictionary<string, int> _users = new Dictionary<string, int>();

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>The users that go into the statistics from now on.</summary>
    public void SetUsers(IReadOnlyDictionary<string, int> users) => Volatile.Write(ref _users, users);

    public void Open()
    {
        lock (_lock) _isOpen = true;
    }

    /// <summary>What is said from now on is dropped.</summary>
    public void Close()
    {
        lock (_lock) _isOpen = false;
    }

    /// <summary>What was added is not sent any more.</summary>
    public void CountDropped(int reports) => Interlocked.Add(ref _dropped, reports);

    public void Send(LocustStatistics statistics) => Add(messages.Statistics(statistics, Volatile.Read(ref _users)));

    public void SendFile(WorkerFilePart part)
    {
        if (part.Bytes.Length > WorkerFilePart.MostBytes)
        {
            throw new ArgumentException($"A part of {part.File} has {part.Bytes.Length:N0} bytes; {WorkerFilePart.MostBytes:N0} at most are expected. Send it in several.", nameof(part));
        }

        lock (_lock) Add(messages.File(part, _sequence++)); // numbered and added in one order
    }

    public void SendProblem(string message, string detail) => Add(messages.Problem(message, detail));

    private void Add(ReadOnlyMemory<byte> payload)
    {
        lock (_lock)
        {
            if (_isOpen && outbox.TryAddReport(payload)) return;
        }

        Interlocked.Increment(ref _dropped);
    }
}
