namespace HotPath.Soak.Gateway.Cache;

/// <summary>
/// Answers kept for a while, a bounded number of them, of which that goes first which was asked for longest ago; and those that are being made.
/// From any thread. Moments are the wheel's, handed in.
/// </summary>
internal sealed class AnswerStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AnswerKey, LinkedListNode<Entry>> _kept = [];
    private readonly LinkedList<Entry> _byUse = []; // the last one used first
    private readonly Dictionary<AnswerKey, AnswerFlight> _underway = [];
    private int _most;
    private long _ttlNanoseconds;
    private int _clears;
    private long _evicted;

    /// <param name="most">Kept at once, at least 1.</param>
    /// <param name="ttl">How long, from the answer's end.</param>
    public AnswerStore(int most, TimeSpan ttl)
    {
        Set(most, ttl);
    }

    /// <summary>Those that are kept; what is too old is one of them until it is asked for or pushed out.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _kept.Count;
        }
    }

    /// <summary>Pushed out for want of room.</summary>
    public long Evicted => Volatile.Read(ref _evicted);

    /// <summary>Other bounds for what comes; what is kept keeps its age, and what is too much goes.</summary>
    public void Set(int most, TimeSpan ttl)
    {
        lock (_lock)
        {
            _most = most;
            _ttlNanoseconds = ttl.Ticks * TimeSpan.NanosecondsPerTick;
            Trim();
        }
    }

    /// <summary>Forgets all, also what is being made.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _clears++;
            _kept.Clear();
            _byUse.Clear();
            _underway.Clear();
        }
    }

    /// <param name="joins">Whether to wait for one that is being made, and to be waited for.</param>
    /// <returns>An answer; one to wait for; or one that the caller must now make.</returns>
    public FoundAnswer Ask(AnswerKey key, RequestFingerprint request, bool joins, long now)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                _byUse.Remove(node);
                if (now < node.Value.Until)
                {
                    _byUse.AddFirst(node);
                    return new FoundAnswer { Answer = node.Value.Answer };
                }

                _kept.Remove(key);
            }

            if (joins && _underway.TryGetValue(key, out AnswerFlight? flight)) return new FoundAnswer { Flight = flight };

            AnswerFlight own = new(this, key, request, _clears);
            if (joins) _underway[key] = own;
            return new FoundAnswer { Flight = own, IsOwn = true };
        }
    }

    /// <param name="answer">Null: there is nothing to keep.</param>
    public void End(AnswerFlight flight, StoredAnswer? answer, long now)
    {
        lock (_lock)
        {
            if (_underway.TryGetValue(flight.Key, out AnswerFlight? known) && known == flight) _underway.Remove(flight.Key);
            if (answer is null || flight.Clears != _clears) return;

            if (_kept.Remove(flight.Key, out LinkedListNode<Entry>? before)) _byUse.Remove(before);
            _kept[flight.Key] = _byUse.AddFirst(new Entry(flight.Key, answer, now + _ttlNanoseconds));
            Trim();
        }
    }

    private void Trim()
    {
        while (_kept.Count > _most)
        {
            _kept.Remove(_byUse.Last!.Value.Key);
            _byUse.RemoveLast();
            Volatile.Write(ref _evicted, _evicted + 1);
        }
    }

    private sealed record Entry(AnswerKey Key, StoredAnswer Answer, long Until);
}

/// <summary>What is there for a request.</summary>
internal readonly record struct FoundAnswer
{
    /// <summary>It can be given at once.</summary>
    public StoredAnswer? Answer { get; init; }

    /// <summary>It is being made; null where there is an <see cref="Answer"/>.</summary>
    public AnswerFlight? Flight { get; init; }

    /// <summary>The caller makes it, and must end the flight.</summary>
    public bool IsOwn { get; init; }

    /// <summary>The answer is one that was waited for.</summary>
    public bool WasJoined { get; init; }

    /// <summary>Why there is neither: the one who made it was refused, or the client left while it waited.</summary>
    public OpenAiError? Refusal { get; init; }
}
