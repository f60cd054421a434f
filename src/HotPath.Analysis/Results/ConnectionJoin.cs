using System.Collections.ObjectModel;

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

    /// <summary>Of parts that went on at the same time: what was open or waited is the sum of both, and of peaks that is an upper bound.</summary>
    /// <remarks>
    /// Limits of a process, figures of a machine (which both may share) and distributions that are in no log stay with each of them: null here.
    /// </remarks>
    public static ConnectionFigures OfConcurrent(ConnectionFigures one, ConnectionFigures other, JoinWeights time, JoinWeights requests) =>
        (ConnectionFigures)OfGroup(one, other, requests) with
        {
            OpenAtStart = one.OpenAtStart + other.OpenAtStart,
            Open = one.Open + other.Open,
            OpenPeak = one.OpenPeak + other.OpenPeak,
            Idle = one.Idle + other.Idle,
            ChurnPerSecond = time.Mean(one.ChurnPerSecond, other.ChurnPerSecond),
            Waiting = one.Waiting + other.Waiting,
            WaitingPeak = one.WaitingPeak + other.WaitingPeak,
            Max = null,
            OpenFilesLimit = null,
            SocketsAllowed = null,
            Ports = null,
            PortsLeft = null,
            TimeWaitPeak = null,
            ByState = ReadOnlyDictionary<string, long>.Empty,
            AgeSeconds = null,
            RequestsEach = null,
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

    // "cpu" is what the share of the CPU time is a share of.
    public static TlsFigures? Tls(TlsFigures? earlier, TlsFigures? later, JoinWeights cpu)
    {
        if (earlier is null || later is null) return later ?? earlier;

        long full = earlier.Full + later.Full;
        long resumed = earlier.Resumed + later.Resumed;
        return later with
        {
            Full = full,
            Resumed = resumed,
            ResumedShare = full + resumed > 0 ? (double)resumed / (full + resumed) : null,
            CpuMsPerHandshake = new JoinWeights(earlier.Full + earlier.Resumed, later.Full + later.Resumed).MeanOfKnown(earlier.CpuMsPerHandshake, later.CpuMsPerHandshake),
            CpuMsPerFull = new JoinWeights(earlier.Full, later.Full).MeanOfKnown(earlier.CpuMsPerFull, later.CpuMsPerFull),
            CpuMsPerResumed = new JoinWeights(earlier.Resumed, later.Resumed).MeanOfKnown(earlier.CpuMsPerResumed, later.CpuMsPerResumed),
            CpuShare = cpu.MeanOfKnown(earlier.CpuShare, later.CpuShare),
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
