namespace HotPath.Soak.Telemetry;

/// <summary>
/// What finishes in the measured time, whenever it was due: what of the warm-up is still open when it begins counts as that does
/// that is open when it ends. So a steady load has the rate it was given, and a backlog that is worked off in the drain adds nothing.
/// </summary>
/// <param name="countOf">A count that only grows.</param>
internal sealed class ThroughputCount(IReadOnlyList<GroupRecorder> warmUp, IReadOnlyList<GroupRecorder> measured, Func<CounterSet, long> countOf)
{
    private const long NotYet = -1;

    private long _atBegin;
    private long _atEnd = NotYet;

    /// <summary>Finished since the measured time began, drain included.</summary>
    public long SinceBegin => Finished - _atBegin;

    private long Finished
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < warmUp.Count; i++) sum += countOf(warmUp[i].Counters);
            for (int i = 0; i < measured.Count; i++) sum += countOf(measured[i].Counters);
            return sum;
        }
    }

    public void Begin() => _atBegin = Finished;

    public void End() => Volatile.Write(ref _atEnd, Finished);

    /// <param name="time">Of the measured time, so far or in all.</param>
    public double PerSecond(TimeSpan time)
    {
        long end = Volatile.Read(ref _atEnd);
        return time > TimeSpan.Zero ? ((end == NotYet ? Finished : end) - _atBegin) / time.TotalSeconds : 0;
    }
}
