namespace HotPath.Soak.Gateway;

/// <summary>
/// What the gateway did, for a load generator to compare with what it saw. From any thread; counts only grow.
/// Everything is counted before the bytes that tell the client of it are sent, so that who has read an answer finds it counted; and a
/// stream counted as completed stays so when its last bytes do not arrive. At rest opened = completed + cut + abandoned.
/// </summary>
internal sealed class GatewayCounters
{
    private const int StatusCount = 600;

    private readonly long[] _answers = new long[Enum.GetValues<GatewayRoute>().Length * StatusCount];
    private readonly long[] _faults = new long[Enum.GetValues<FaultKind>().Length];
    private long _opened;
    private long _completed;
    private long _cut;
    private long _abandoned;
    private long _tokens;
    private long _completedTokens;

    public long Tokens => Volatile.Read(ref _tokens);

    public long CompletedTokens => Volatile.Read(ref _completedTokens);

    /// <summary>The ended ones are read first, so that none is seen ended and not opened.</summary>
    public StreamCounts Streams
    {
        get
        {
            long completed = Volatile.Read(ref _completed);
            long cut = Volatile.Read(ref _cut);
            long abandoned = Volatile.Read(ref _abandoned);
            return new StreamCounts(Volatile.Read(ref _opened), completed, cut, abandoned);
        }
    }

    public void CountAnswer(GatewayRoute route, int status) => Interlocked.Increment(ref _answers[((int)route * StatusCount) + status]);

    public void CountOpened() => Interlocked.Increment(ref _opened);

    /// <param name="count">Content tokens written on a stream.</param>
    public void CountTokens(int count) => Interlocked.Add(ref _tokens, count);

    /// <param name="tokens">Those of the whole stream.</param>
    public void CountCompleted(int tokens)
    {
        CountCompletedTokens(tokens);
        Interlocked.Increment(ref _completed);
    }

    /// <param name="tokens">Those of an answer that is whole, streamed or not.</param>
    public void CountCompletedTokens(int tokens) => Interlocked.Add(ref _completedTokens, tokens);

    public void CountCut() => Interlocked.Increment(ref _cut);

    public void CountAbandoned() => Interlocked.Increment(ref _abandoned);

    /// <summary>What went wrong on purpose; counted when it comes to it, so that of a stream whose client left before nothing is.</summary>
    public void CountFault(FaultKind kind) => Interlocked.Increment(ref _faults[(int)kind]);

    /// <returns>Kinds and their number, only those that happened.</returns>
    public IEnumerable<(FaultKind Kind, long Count)> Faults =>
        Enum.GetValues<FaultKind>().Select(kind => (kind, Volatile.Read(ref _faults[(int)kind]))).Where(fault => fault.Item2 > 0);

    /// <returns>Status and number of answers, only those that were given.</returns>
    public IEnumerable<(int Status, long Count)> AnswersOf(GatewayRoute route)
    {
        for (int status = 0; status < StatusCount; status++)
        {
            long count = Volatile.Read(ref _answers[((int)route * StatusCount) + status]);
            if (count > 0) yield return (status, count);
        }
    }
}
