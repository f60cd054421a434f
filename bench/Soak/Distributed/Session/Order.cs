namespace HotPath.Soak.Distributed.Session;

/// <summary>Something that a worker is to do, one after the other.</summary>
/// <param name="Spawn">Of <see cref="OrderKind.Spawn"/>.</param>
internal readonly record struct Order(OrderKind Kind, MasterSpawn? Spawn = null);

internal enum OrderKind
{
    /// <summary>Tells a master, over a new connection, that this worker is ready.</summary>
    Register,

    /// <summary>Begins a test or sets the users of one that goes on.</summary>
    Spawn,

    /// <summary>Ends the test and is ready for the next.</summary>
    Stop,

    /// <summary>Ends the test, whose master is lost.</summary>
    Abandon,

    /// <summary>Ends all: the master leaves, and what is said late is lost.</summary>
    Quit,

    /// <summary>Ends all in order: who started the worker wants it.</summary>
    Leave,
}
