namespace HotPath.Http;

/// <summary>How one receive ended.</summary>
internal enum Received
{
    /// <summary>It has not; its callback will be called once.</summary>
    Pending,

    /// <summary>At least one byte was received.</summary>
    Bytes,

    /// <summary>The peer has sent all it will send.</summary>
    Fin,

    /// <summary>The transport failed.</summary>
    Reset,

    /// <summary>We have closed the transport ourselves.</summary>
    Aborted,

    /// <summary>It has not, but whoever waited for it was told to stop waiting.</summary>
    Interrupted,
}
