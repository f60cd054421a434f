namespace HotPath.Gate.Peers;

/// <summary>What all tools are asked to do alike.</summary>
internal sealed record Work(string Name, string Description)
{
    public const string PacedName = "paced";
    public const int DefaultStreams = 1_000;
    public const int EventsOfStream = 100;

    /// <summary>The simulated gateway where true, else an nginx that gives always the same answer.</summary>
    public bool ByGateway { get; init; }

    public bool Tls { get; init; }

    /// <summary>Whether the answer is a stream of events.</summary>
    public bool Streams { get; init; }

    /// <summary>Connections over HTTP/1.1, concurrent requests over HTTP/2, users where a tool has users.</summary>
    public int Connections { get; init; } = 50;

    /// <summary>Requests due a second, however slowly answers come; null: as fast as answers come, a closed loop.</summary>
    public int? RatePerSecond { get; init; }

    /// <summary>Whether the server stands still for a second in the middle of the load.</summary>
    public bool Stalls { get; init; }

    /// <summary>Whether CPU is shared out over events and not over requests: streams that last longer than the window end outside it.</summary>
    public bool CountsEvents => ByGateway;

    /// <param name="streams">Of the work that holds them open.</param>
    public static IReadOnlyList<Work> All(int streams = DefaultStreams) =>
    [
        new("small", "closed loop, 50 connections: POST of about 330 B, JSON answer of 440 B"),
        new("stream", $"closed loop, 50 connections: each answer a static stream of {EventsOfStream} events, 19 KB") { Streams = true },
        new("small-tls", "as small, over TLS 1.3") { Tls = true },
        new("stream-tls", "as stream, over TLS 1.3") { Streams = true, Tls = true },
        new(PacedName, $"{streams:N0} streams open at once, 20 events a second on each, from the simulated gateway")
        {
            ByGateway = true,
            Streams = true,
            Connections = streams,
        },
        new("open-10k", "open loop: 10,000 small requests due a second") { RatePerSecond = 10_000 },
        new("stall", "2,000 small requests due a second for 10 s; in the middle the server stands still for 1 s") { RatePerSecond = 2_000, Stalls = true },
    ];
}
