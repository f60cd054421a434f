namespace HotPath.Gate.Peers;

/// <summary>All works, in the order in which they are done.</summary>
internal static class WorkCatalog
{
    private static readonly StreamPace Tokens = new(EventsPerSecond: 20, Events: 100);
    private static readonly StreamPace SlowTokens = new(EventsPerSecond: 10, Events: 50);
    private static readonly StreamPace Held = new(EventsPerSecond: 1, Events: 10);

    /// <param name="streams">Of the work <see cref="Work.PacedName"/>, which holds them open.</param>
    public static IReadOnlyList<Work> All(int streams = Work.DefaultStreams) =>
    [
        new("small", "closed loop, 50 connections: POST of about 330 B, JSON answer of 440 B"),
        new("stream", $"closed loop, 50 connections: each answer a static stream of {Work.EventsOfStream} events, 19 KB") { Streams = true },
        new("small-tls", "as small, over TLS 1.3") { Tls = true },
        new("stream-tls", "as stream, over TLS 1.3") { Streams = true, Tls = true },
        new(Work.PacedName, $"{streams:N0} streams open at once, 20 events a second on each, from the simulated gateway")
        {
            Server = ServerKind.Gateway,
            Streams = true,
            IsPaced = true,
            Connections = streams,
        },
        new("open-10k", "open loop: 10,000 small requests due a second") { RatePerSecond = 10_000 },
        new("stall", "2,000 small requests due a second for 10 s; in the middle the server stands still for 1 s") { RatePerSecond = 2_000, Stalls = true },
        new("connect-tls", "closed loop, 50 users: as small-tls, with a new connection to a host's name for each request") { Tls = true, Reconnects = true },
        Paced("paced-50", ServerKind.Gateway, 50, Tokens),
        Paced("paced-3000", ServerKind.Gateway, 3_000, Tokens) with { Few = "paced-50" },
        Paced("paced-2000-http2", ServerKind.Gateway, 2_000, Tokens) with { OverHttp2 = true },
        Paced("paced-1000-tls", ServerKind.Gateway, 1_000, Tokens) with { Tls = true },
        Paced("paced-10000", ServerKind.PacedSender, 10_000, SlowTokens),
        Paced("held-50", ServerKind.PacedSender, 50, Held),
        Paced("held-10000", ServerKind.PacedSender, 10_000, Held) with { Few = "held-50" },
        Paced("held-50-tls", ServerKind.PacedSender, 50, Held) with { Tls = true },
        Paced("held-2000-tls", ServerKind.PacedSender, 2_000, Held) with { Tls = true, Few = "held-50-tls" },
        new("gateway-small", "as small, from the simulated gateway: an answer of 420 B that it makes anew for each request") { Server = ServerKind.Gateway },
        new("gateway-stream", $"closed loop, 50 connections: each answer a stream of {Work.EventsOfStream} events that are due at once, from the simulated gateway")
        {
            Server = ServerKind.Gateway,
            Streams = true,
        },
    ];

    private static Work Paced(string name, ServerKind server, int streams, StreamPace pace) => new(
        name,
        $"{streams:N0} streams open at once, each of {pace.Events} events, {pace.EventsPerSecond} a second, from {(server == ServerKind.Gateway ? "the simulated gateway" : "a bare sender")}")
    {
        Server = server,
        Streams = true,
        IsPaced = true,
        Connections = streams,
        Pace = pace,
        OverHttp2 = false,
    };
}
