namespace HotPath.Analysis.Results;

/// <summary>Connections and handshakes of two parts of a run as those of one. Ages, requests of a connection and what the kernel's table holds are those of the later part.</summary>
internal static class ConnectionJoin
{
    public static ConnectionFigures Of(ConnectionFigures earlier, ConnectionFigures later, JoinWeights lengths, JoinWeights requests) =>
        (ConnectionFigures)OfGroup(earlier, later, requests) with
        {
            OpenPeak = Math.Max(earlier.OpenPeak, later.OpenPeak),
            WaitingPeak = Math.Max(earlier.WaitingPeak, later.WaitingPeak),
            ChurnPerSecond = lengths.Mean(earlier.ChurnPerSecond, later.ChurnPerSecond),
        };

    // "requests" are the finished ones.
    public static GroupConnectionFigures OfGroup(GroupConnectionFigures earlier, GroupConnectionFigures later, JoinWeights requests) => later with
    {
        Opened = earlier.Opened + later.Opened,
        Reused = earlier.Reused + later.Reused,
        PerRequest = requests.MeanOfKnown(earlier.PerRequest, later.PerRequest),
        ClosedByPeer = earlier.ClosedByPeer + later.ClosedByPeer,
        Closed = Ends(earlier.Closed, later.Closed),
        Failed = earlier.Failed + later.Failed,
    };

    public static TlsFigures? Tls(TlsFigures? earlier, TlsFigures? later, JoinWeights lengths)
    {
        if (earlier is null || later is null) return later ?? earlier;

        long full = earlier.Full + later.Full;
        long resumed = earlier.Resumed + later.Resumed;
        return later with
        {
            Full = full,
            Resumed = resumed,
            ResumedShare = full + resumed > 0 ? (double)resumed / (full + resumed) : null,
            CpuShare = lengths.MeanOfKnown(earlier.CpuShare, later.CpuShare),
            Protocols = IntervalJoin.Counts(earlier.Protocols, later.Protocols),
            Ciphers = IntervalJoin.Counts(earlier.Ciphers, later.Ciphers),
            Failed = earlier.Failed + later.Failed,
            Failures = IntervalJoin.Counts(earlier.Failures, later.Failures),
        };
    }

    private static ConnectionEndFigures Ends(ConnectionEndFigures earlier, ConnectionEndFigures later) => new()
    {
        Fin = earlier.Fin + later.Fin,
        Reset = earlier.Reset + later.Reset,
        Asked = earlier.Asked + later.Asked,
        Idle = earlier.Idle + later.Idle,
        Lifetime = earlier.Lifetime + later.Lifetime,
        AfterRequests = earlier.AfterRequests + later.AfterRequests,
        Error = earlier.Error + later.Error,
        Timeout = earlier.Timeout + later.Timeout,
        GivenUp = earlier.GivenUp + later.GivenUp,
        EndOfRun = earlier.EndOfRun + later.EndOfRun,
    };
}
