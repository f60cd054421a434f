using HotPath.Http;

namespace HotPath.Soak.Telemetry;

/// <summary>The counts of one group. Any thread adds; a reader copies and subtracts what it copied last.</summary>
internal sealed class CounterSet
{
    private static readonly int OutcomesAt = Enum.GetValues<Counter>().Length;
    private static readonly int StatusesAt = OutcomesAt + Enum.GetValues<Outcome>().Length;

    /// <summary>Status codes outside 100..599 share the place behind this one's.</summary>
    private const int HighestStatus = 599;

    private static readonly int TlsFailuresAt = StatusesAt + HighestStatus + 2;
    private static readonly int ConnectionEndsAt = TlsFailuresAt + Enum.GetValues<TlsFailure>().Length;
    private static readonly int FailuresAt = ConnectionEndsAt + Enum.GetValues<ConnectionEnd>().Length;
    private static readonly int FailedStatusesAt = FailuresAt + Enum.GetValues<Outcome>().Length;
    private static readonly int Length = FailedStatusesAt + HighestStatus + 2;

    private readonly long[] _values = new long[Length];

    public long this[Counter counter] => Volatile.Read(ref _values[(int)counter]);

    public long this[Outcome outcome] => Volatile.Read(ref _values[OutcomesAt + (int)outcome]);

    /// <summary>Handshakes that failed for this reason.</summary>
    public long this[TlsFailure failure] => Volatile.Read(ref _values[TlsFailuresAt + (int)failure]);

    /// <summary>Connections that were closed for this reason.</summary>
    public long this[ConnectionEnd end] => Volatile.Read(ref _values[ConnectionEndsAt + (int)end]);

    public long ConnectionsClosed
    {
        get
        {
            long sum = 0;
            for (int i = ConnectionEndsAt; i < FailuresAt; i++) sum += Volatile.Read(ref _values[i]);
            return sum;
        }
    }

    public long Finished
    {
        get
        {
            long sum = 0;
            for (int i = OutcomesAt; i < StatusesAt; i++) sum += Volatile.Read(ref _values[i]);
            return sum;
        }
    }

    /// <summary>Every status code that was seen, with its count; codes outside 100..599 as 0.</summary>
    public IEnumerable<(int Status, long Count)> Statuses => StatusesFrom(StatusesAt);

    /// <summary>Requests that failed by their answer's status, by that; codes outside 100..599 as 0.</summary>
    public IEnumerable<(int Status, long Count)> FailedStatuses => StatusesFrom(FailedStatusesAt);

    /// <summary>Requests that failed otherwise, by outcome. With <see cref="FailedStatuses"/> they are all that are counted as <see cref="Counter.Failed"/>.</summary>
    public IEnumerable<(Outcome Outcome, long Count)> FailedOutcomes
    {
        get
        {
            for (int outcome = 0; outcome < FailedStatusesAt - FailuresAt; outcome++)
            {
                long count = Volatile.Read(ref _values[FailuresAt + outcome]);
                if (count > 0) yield return ((Outcome)outcome, count);
            }
        }
    }

    public void Add(Counter counter, long count = 1) => Interlocked.Add(ref _values[(int)counter], count);

    public void Add(Outcome outcome) => Interlocked.Increment(ref _values[OutcomesAt + (int)outcome]);

    public void Add(TlsFailure failure) => Interlocked.Increment(ref _values[TlsFailuresAt + (int)failure]);

    public void Add(ConnectionEnd end) => Interlocked.Increment(ref _values[ConnectionEndsAt + (int)end]);

    public void AddStatus(int status) => Interlocked.Increment(ref _values[StatusesAt + PlaceOf(status)]);

    /// <summary>Counts what a request failed by; <see cref="Counter.Failed"/> and its parts are counted beside.</summary>
    public void AddFailure(Outcome outcome) => Interlocked.Increment(ref _values[FailuresAt + (int)outcome]);

    /// <summary>The same of one whose answer's status is the failure.</summary>
    public void AddFailedStatus(int status) => Interlocked.Increment(ref _values[FailedStatusesAt + PlaceOf(status)]);

    /// <summary>Adds every count of <paramref name="other"/> to this one's, which no other thread may use meanwhile.</summary>
    public void Add(CounterSet other)
    {
        for (int i = 0; i < Length; i++) _values[i] += Volatile.Read(ref other._values[i]);
    }

    /// <summary>Makes this the growth from <paramref name="earlier"/> to <paramref name="later"/>.</summary>
    public void SetToDifference(CounterSet later, CounterSet earlier)
    {
        for (int i = 0; i < Length; i++) _values[i] = later._values[i] - earlier._values[i];
    }

    public void Clear() => Array.Clear(_values);

    private static int PlaceOf(int status) => status is >= 100 and <= HighestStatus ? status : HighestStatus + 1;

    private IEnumerable<(int Status, long Count)> StatusesFrom(int first)
    {
        for (int place = 0; place <= HighestStatus + 1; place++)
        {
            long count = Volatile.Read(ref _values[first + place]);
            if (count > 0) yield return (place > HighestStatus ? 0 : place, count);
        }
    }
}
