namespace HotPath.Soak.Gateway;

/// <summary>
/// The tokens of one stream against its schedule. What a stall on purpose or a client that does not read holds back is not the gateway's
/// lateness. All moments are the wheel's; for the stream's owner.
/// </summary>
internal struct StreamPacing(PacingRecord record, long arrivedAt)
{
    private const long None = long.MinValue;

    private long _writtenAt = None;
    private long _lastDueAt;
    private long _freeSince = None;
    private bool _heldByClient;

    /// <summary>Nothing could be written before <paramref name="moment"/>.</summary>
    public void HeldUntil(long moment, bool byClient)
    {
        _freeSince = moment;
        _heldByClient = byClient;
    }

    /// <summary>A token due at <paramref name="dueAt"/> was written.</summary>
    public void Write(long dueAt, long now)
    {
        bool wasHeld = dueAt <= _freeSince;
        record.Late.Record(now - Math.Max(dueAt, _freeSince));
        if (_writtenAt == None)
        {
            record.Ttft.Record(now - arrivedAt);
        }
        else
        {
            record.Gap.Record(now - _writtenAt);
            if (!wasHeld && dueAt <= _writtenAt && dueAt - _lastDueAt >= TokenWheel.TickNanoseconds) record.CountCoalesced();
        }

        if (wasHeld && _heldByClient) record.CountHeld();
        _writtenAt = now;
        _lastDueAt = dueAt;
    }
}
