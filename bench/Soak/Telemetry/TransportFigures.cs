using System.Security.Authentication;
using System.Text.Json;
using HotPath.Analysis.Results;
using HotPath.Http;

namespace HotPath.Soak.Telemetry;

/// <summary>Counts of connections and handshakes become figures of <c>run.json</c>.</summary>
internal static class TransportFigures
{
    private const double NanosecondsPerMs = 1e6;

    private static readonly (TlsFailure Failure, string Name)[] TlsFailures =
        [.. Enum.GetValues<TlsFailure>().Select(failure => (failure, NameOf(failure)))];

    /// <summary>As <c>tls.failures</c> has it.</summary>
    public static string NameOf(TlsFailure failure) => JsonNamingPolicy.CamelCase.ConvertName(failure.ToString());

    /// <param name="openAtStart">Opened before the measured time and not closed before it.</param>
    public static ConnectionFigures Connections(CounterSet counters, long openAtStart, TimeSpan measured) =>
        (ConnectionFigures)Fill(new ConnectionFigures(), counters) with
        {
            OpenAtStart = openAtStart,
            ChurnPerSecond = measured > TimeSpan.Zero ? counters[Counter.ConnectionsOpened] / measured.TotalSeconds : 0,
        };

    /// <summary>Of one group.</summary>
    public static GroupConnectionFigures Connections(CounterSet counters) => Fill(new GroupConnectionFigures(), counters);

    /// <summary>Of one interval.</summary>
    public static ConnectionInterval Connections(CounterSet difference, ConnectionRecorder connections) => new()
    {
        Opened = difference[Counter.ConnectionsOpened],
        Closed = difference.ConnectionsClosed,
        Failed = difference[Counter.ConnectionsFailed],
        Idle = connections.Idle.Now,
        Waiting = connections.Waiting.Now,
    };

    /// <param name="recorders">Whose counts these are.</param>
    /// <returns>Null where no handshake was tried.</returns>
    public static TlsFigures? Tls(CounterSet counters, IReadOnlyList<GroupRecorder> recorders)
    {
        Dictionary<string, long> failures = [];
        foreach ((TlsFailure failure, string name) in TlsFailures)
        {
            if (counters[failure] > 0) failures.Add(name, counters[failure]);
        }

        long full = counters[Counter.TlsFull], resumed = counters[Counter.TlsResumed], failed = failures.Values.Sum();
        if (full + resumed + failed == 0) return null;

        (SslProtocols Protocol, string Cipher, long Count)[] kinds =
            [.. recorders.SelectMany(recorder => recorder.TlsKinds.Counts).Select(kind => (kind.Protocol, kind.Cipher.ToString(), kind.Count))];
        long fullCpu = counters[Counter.TlsFullCpu], resumedCpu = counters[Counter.TlsResumedCpu];
        long fullMeasured = counters[Counter.TlsFullCpuMeasured], resumedMeasured = counters[Counter.TlsResumedCpuMeasured];
        return new TlsFigures
        {
            Full = full,
            Resumed = resumed,
            ResumedShare = full + resumed > 0 ? (double)resumed / (full + resumed) : null,
            CpuMsPerHandshake = MeanMs(fullCpu + resumedCpu, fullMeasured + resumedMeasured),
            CpuMsPerFull = MeanMs(fullCpu, fullMeasured),
            CpuMsPerResumed = MeanMs(resumedCpu, resumedMeasured),
            Protocols = SumBy(kinds, kind => NameOf(kind.Protocol)),
            Ciphers = SumBy(kinds, kind => kind.Cipher),
            Failed = failed,
            Failures = failures,
        };
    }

    /// <param name="generator">What its process used.</param>
    /// <param name="sampled">In this time.</param>
    public static TlsFigures? WithShare(TlsFigures? tls, ProcessFigures generator, TimeSpan sampled)
    {
        double cpuMs = generator.CpuPercent / 100 * sampled.TotalMilliseconds;
        return tls?.CpuMsPerHandshake is { } each && cpuMs > 0 ? tls with { CpuShare = each * (tls.Full + tls.Resumed) / cpuMs } : tls;
    }

    private static GroupConnectionFigures Fill(GroupConnectionFigures empty, CounterSet counters) => empty with
    {
        Opened = counters[Counter.ConnectionsOpened],
        Reused = counters[Counter.ConnectionsReused],
        PerRequest = counters.Finished > 0 ? (double)counters[Counter.ConnectionsOpened] / counters.Finished : null,
        ClosedByPeer = counters[ConnectionEnd.PeerFin] + counters[ConnectionEnd.PeerReset] + counters[ConnectionEnd.PeerAsked],
        Failed = counters[Counter.ConnectionsFailed],
        Closed = new ConnectionEndFigures
        {
            Fin = counters[ConnectionEnd.PeerFin],
            Reset = counters[ConnectionEnd.PeerReset],
            Asked = counters[ConnectionEnd.PeerAsked],
            Idle = counters[ConnectionEnd.Idle],
            Lifetime = counters[ConnectionEnd.Lifetime],
            AfterRequests = counters[ConnectionEnd.Requests],
            Error = counters[ConnectionEnd.Error],
            Timeout = counters[ConnectionEnd.TimedOut],
            GivenUp = counters[ConnectionEnd.GivenUp],
            EndOfRun = counters[ConnectionEnd.RunEnded],
        },
    };

    private static double? MeanMs(long nanoseconds, long count) => count > 0 ? nanoseconds / NanosecondsPerMs / count : null;

    private static Dictionary<string, long> SumBy<T>(IEnumerable<(T Protocol, string Cipher, long Count)> kinds, Func<(T Protocol, string Cipher, long Count), string> nameOf) =>
        kinds.GroupBy(nameOf, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(kind => kind.Count));

    /// <summary>As <c>target.tls.version</c> has it.</summary>
    private static string NameOf(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls12 => "1.2",
        SslProtocols.Tls13 => "1.3",
        _ => protocol.ToString(),
    };
}
