namespace HotPath.Http;

/// <summary>Where one response's body ends, and which of the received bytes are body.</summary>
internal struct BodyFraming
{
    private readonly bool _isChunked;
    private readonly bool _endsWithConnection;
    private ChunkedDecoder _chunks;
    private long _remaining;

    public BodyFraming(ResponseHead head, Http1Limits limits)
    {
        _isChunked = head.HasBody && head.IsChunked;
        _endsWithConnection = head.EndsWithConnection;
        _remaining = _endsWithConnection ? long.MaxValue : head.HasBody ? head.ContentLength ?? 0 : 0;
        _chunks = new ChunkedDecoder(limits.MaxChunkLineBytes, limits.MaxTrailerBytes);
    }

    /// <summary>The end as far as the bytes so far tell it.</summary>
    public readonly ResponseEnd End
    {
        get
        {
            if (!_isChunked) return _remaining == 0 ? ResponseEnd.Complete : ResponseEnd.None;
            if (_chunks.IsMalformed) return ResponseEnd.Malformed;
            return _chunks.IsDone ? ResponseEnd.Complete : ResponseEnd.None;
        }
    }

    /// <summary>The end when the peer closes now, <see cref="End"/> being none.</summary>
    public readonly ResponseEnd EndOnFin => _endsWithConnection ? ResponseEnd.Complete : ResponseEnd.ClosedEarly;

    /// <summary>Moves the body bytes among <paramref name="bytes"/> together, to where the first of them stands.</summary>
    /// <param name="bytes">What came next.</param>
    /// <param name="start">Where the body bytes begin.</param>
    /// <param name="consumed">All of them, unless the body ended or broke before.</param>
    /// <returns>How many body bytes there are.</returns>
    public int Take(Span<byte> bytes, out int start, out int consumed)
    {
        if (_isChunked) return _chunks.Decode(bytes, out start, out consumed);

        start = 0;
        consumed = (int)Math.Min(_remaining, bytes.Length);
        if (!_endsWithConnection) _remaining -= consumed;
        return consumed;
    }
}
