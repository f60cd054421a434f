using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>Connections and handshakes as short phrases, and by group as a table.</summary>
internal static class TransportFacts
{
    public static IEnumerable<string> Connections(ConnectionFigures connections) =>
    [
        $"{Figure.Count(connections.Opened)} opened", $"{Figure.Count(connections.Reused)} reused",
        .. connections.PerRequest is > 0 and var each ? (string[])[$"{Figure.Number(each)} opened a request", $"{Figure.Number(connections.ChurnPerSecond)} a second"] : [],
        $"{Figure.Count(connections.ClosedByPeer)} closed by the target", $"{Figure.Count(connections.Failed)} failed",
        $"{Figure.Count(connections.OpenPeak)} open at most", .. NonZero(connections.WaitingPeak, "requests at most waited for one"),
    ];

    /// <summary>Nothing where none was closed.</summary>
    public static IEnumerable<string> Closed(ConnectionFigures connections) =>
    [
        .. Ends(connections.Closed),
        .. connections.AgeSeconds is { } age ? (string[])[$"age p50 {Figure.Seconds(age.P50)}", $"max {Figure.Seconds(age.Max)}"] : [],
        .. connections.RequestsEach is { } each ? (string[])[$"requests each p50 {Figure.Count((long)each.P50)}", $"max {Figure.Count((long)each.Max)}"] : [],
    ];

    /// <summary>What the machine had for more of them; nothing where it does not tell.</summary>
    public static IEnumerable<string> Sockets(ConnectionFigures connections) =>
    [
        .. connections.SocketsAllowed is { } allowed ? (string[])[$"room for {Figure.Count(allowed)} connections by the limit of open files"] : [],
        .. connections is { Ports: { } ports, PortsLeft: { } left } ? (string[])[$"{Figure.Count(left)} of {Figure.Count(ports)} local ports left"] : [],
        .. NonZero(connections.TimeWaitPeak ?? 0, "at most in TIME_WAIT"), .. RunFacts.Counts(connections.ByState),
    ];

    /// <summary>Nothing where there was no handshake.</summary>
    public static IEnumerable<string> Tls(TlsFigures? tls) => tls is null
        ? []
        :
        [
            $"{Figure.Count(tls.Full)} full handshakes", $"{Figure.Count(tls.Resumed)} resumed{(tls.ResumedShare is { } resumed ? $" ({Figure.Share(resumed)})" : "")}",
            .. Known("CPU a full one", tls.CpuMsPerFull, Figure.Milliseconds), .. Known("a resumed one", tls.CpuMsPerResumed, Figure.Milliseconds),
            .. tls.CpuShare is { } share ? (string[])[$"{Figure.Share(share)} of the generator's CPU"] : [], $"{Figure.Count(tls.Failed)} failed", .. RunFacts.Counts(tls.Failures),
            .. tls.Protocols.Select(version => $"TLS {Printable.Of(version.Key)}: {Figure.Count(version.Value)}"), .. RunFacts.Counts(tls.Ciphers),
        ];

    /// <summary>Without rows where one group opened all, and where none did.</summary>
    public static ReportTable Groups(IReadOnlyDictionary<string, GroupFigures> groups) => new(
        [
            "group", ">opened", ">reused", ">opened a request", ">closed by the target",
            ">full handshakes", ">full p50", ">full p99", ">full CPU", ">resumed", ">resumed p50", ">resumed p99", ">resumed CPU",
        ],
        groups.Count < 2 || groups.Values.All(group => group.Tls is null)
            ? []
            : [.. groups.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => GroupRow(group.Key, group.Value))]);

    private static string[] GroupRow(string name, GroupFigures group) =>
    [
        name, Figure.Count(group.Connections.Opened), Figure.Count(group.Connections.Reused), Figure.Number(group.Connections.PerRequest),
        Figure.Count(group.Connections.ClosedByPeer),
        Figure.Count(group.Tls?.Full ?? 0), Figure.Milliseconds(group.TlsFull?.P50), Figure.Milliseconds(group.TlsFull?.P99), Figure.Milliseconds(group.Tls?.CpuMsPerFull),
        Figure.Count(group.Tls?.Resumed ?? 0), Figure.Milliseconds(group.TlsResumed?.P50), Figure.Milliseconds(group.TlsResumed?.P99),
        Figure.Milliseconds(group.Tls?.CpuMsPerResumed),
    ];

    private static IEnumerable<string> Ends(ConnectionEndFigures closed) =>
    [
        .. NonZero(closed.Fin, "by the target (FIN)"), .. NonZero(closed.Reset, "reset"), .. NonZero(closed.Asked, "as the target asked"),
        .. NonZero(closed.Idle, "idle for too long"), .. NonZero(closed.Lifetime, "too old"), .. NonZero(closed.AfterRequests, "after their requests"),
        .. NonZero(closed.Error, "after something that is no answer"), .. NonZero(closed.Timeout, "for a time-out"),
        .. NonZero(closed.GivenUp, "given up"), .. NonZero(closed.EndOfRun, "with the run"),
    ];

    private static IEnumerable<string> NonZero(long count, string name) =>
        count == 0 ? [] : [$"{Figure.Count(count)} {name}"];

    private static IEnumerable<string> Known(string name, double? value, Func<double?, string> format) =>
        value is null ? [] : [$"{name} {format(value)}"];
}
