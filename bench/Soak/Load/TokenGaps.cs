using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load;

/// <summary>
/// The gaps of one stream, kept until it is known how many tokens its events brought: an event is not a token. Then each gap is
/// shared among the tokens that came with the event at its end.
/// </summary>
internal sealed class TokenGaps
{
    private const int FewestKept = 16;
    private const int MostKept = 4_096;

    private long[] _gaps = []; // as long as the stream that had most
    private int _count;

    /// <summary>The stream's first event has no gap before it, but has its part of the tokens.</summary>
    private int _eventsWithoutGap = 1;
    private long _tokensShared;

    public void Add(long nanoseconds, GroupRecorder recorder)
    {
        // A stream this long says its token count too late for bounded memory: until here an event counts as a token.
        if (_count == MostKept) ShareKept(_count + _eventsWithoutGap, recorder);

        // From no pool: there what each stream outgrew at its start would lie for hours, of which a full collection takes one array a size.
        if (_count == _gaps.Length) Array.Resize(ref _gaps, Math.Max(FewestKept, _count * 2));
        _gaps[_count++] = nanoseconds;
    }

    /// <summary>Records the gaps as inter-token latencies.</summary>
    /// <param name="tokens">Of the whole stream, the first event's included.</param>
    public void Share(long tokens, GroupRecorder recorder) => ShareKept(Math.Max(0, tokens - _tokensShared), recorder);

    public void Clear()
    {
        _count = 0;
        _eventsWithoutGap = 1;
        _tokensShared = 0;
    }

    /// <summary>
    /// Event <c>i</c> of <c>n</c> is given <c>floor((i + 1) T / n) - floor(i T / n)</c> of the T tokens; a gap whose event is given
    /// none is added to the next.
    /// </summary>
    private void ShareKept(long tokens, GroupRecorder recorder)
    {
        long events = Math.Max(1, _count + _eventsWithoutGap);
        (long each, long over) = Math.DivRem(tokens, events);
        long carried = _eventsWithoutGap * over; // of T i / n what is behind the point, in parts of n: no product, which could overflow
        long pending = 0;
        long value = 0;
        long run = 0; // tokens in a row with that value: of events that came together there are many
        for (int i = 0; i < _count; i++)
        {
            long brought = each;
            carried += over;
            if (carried >= events)
            {
                carried -= events;
                brought++;
            }

            pending += _gaps[i];
            if (brought == 0) continue;

            long perToken = pending / brought;
            pending = 0;
            if (perToken != value)
            {
                if (run > 0) recorder.Record(Metric.Itl, value, run);
                value = perToken;
                run = 0;
            }

            run += brought;
        }

        if (run > 0) recorder.Record(Metric.Itl, value, run);
        _count = 0;
        _eventsWithoutGap = 0;
        _tokensShared += tokens;
    }
}
