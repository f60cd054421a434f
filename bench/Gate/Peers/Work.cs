namespace HotPath.Gate.Peers;

/// <summary>What all tools are asked to do alike.</summary>
internal sealed record Work(string Name, string Description)
{
    public const string PacedName = "paced";
    public const int DefaultStreams = 1_000;
    public const int EventsOfStream = 100;

    public ServerKind Server { get; init; }

    public bool Tls { get; init; }

    /// <summary>Whether it is done over HTTP/2 and not over HTTP/1.1; null: by each tool over the version that it speaks.</summary>
    public bool? OverHttp2 { get; init; }

    /// <summary>Whether the answer is a stream of events.</summary>
    public bool Streams { get; init; }

    /// <summary>Whether the events of a stream come one after the other, so that tools have to read them to say anything of them.</summary>
    public bool IsPaced { get; init; }

    /// <summary>The exact schedule of every stream; null where there is none, or each stream draws its own.</summary>
    public StreamPace? Pace { get; init; }

    /// <summary>Connections over HTTP/1.1, concurrent requests over HTTP/2, users where a tool has users.</summary>
    public int Connections { get; init; } = 50;

    /// <summary>Requests due a second, however slowly answers come; null: as fast as answers come, a closed loop.</summary>
    public int? RatePerSecond { get; init; }

    /// <summary>Whether the server stands still for a second in the middle of the load.</summary>
    public bool Stalls { get; init; }

    /// <summary>Whether each request has a connection of its own, made out to the host's name.</summary>
    public bool Reconnects { get; init; }

    /// <summary>The same work with few connections: what a connection takes is the difference in memory, shared out. Null: it is not asked.</summary>
    public string? Few { get; init; }

    /// <summary>Whether CPU is shared out over events and not over requests: streams that last longer than the window end outside it.</summary>
    public bool CountsEvents => IsPaced;
}
