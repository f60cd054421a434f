using HotPath.Analysis.Results;

namespace HotPath.Soak.Outputs;

/// <summary>What became of what was to be sent. Any thread.</summary>
internal sealed class OutputCounts
{
    private long _offered;
    private long _sent;
    private long _dropped;
    private string? _problem;

    public void Offered() => Interlocked.Increment(ref _offered);

    public void Dropped() => Interlocked.Increment(ref _dropped);

    public void Sent(int count) => Interlocked.Add(ref _sent, count);

    /// <summary>Why it was not taken; it is counted at the end, for it may be taken yet.</summary>
    public void Say(string problem) => Volatile.Write(ref _problem, problem);

    /// <summary>The same where nothing was said before, which is the better reason.</summary>
    public void SayWhereNothingIs(string problem) => Interlocked.CompareExchange(ref _problem, problem, null);

    /// <summary>When nothing is sent any more: what was neither sent nor dropped has failed.</summary>
    public OutputFigures Figures()
    {
        long failed = Interlocked.Read(ref _offered) - Interlocked.Read(ref _dropped) - Interlocked.Read(ref _sent);
        return new OutputFigures
        {
            Sent = Interlocked.Read(ref _sent),
            Failed = failed,
            Dropped = Interlocked.Read(ref _dropped),
            Problem = failed + Interlocked.Read(ref _dropped) > 0 ? Volatile.Read(ref _problem) : null,
        };
    }
}
