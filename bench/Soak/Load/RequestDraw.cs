using HotPath.Soak.Content;
using HotPath.Soak.Scenarios.Traces;

namespace HotPath.Soak.Load;

/// <summary>What one request has that others of its plan have not.</summary>
/// <param name="Seed">What its text is drawn from; it travels with the request. Requests that repeat have the same.</param>
internal readonly record struct RequestDraw(long Seed)
{
    /// <summary>Seeds travel as JSON numbers, which many readers keep in a double: 53 bits survive.</summary>
    private const int SeedBits = 53;

    /// <summary>What no other request of the run has, even one with the same text: its id is drawn from it.</summary>
    public long Identity { get; init; } = Seed;

    /// <summary>Its number in the measured time, or in the warm-up, from 0.</summary>
    public long Number { get; init; }

    /// <summary>The place among the scenario's tenants of the one it is sent for; 0 where there are none.</summary>
    public int Tenant { get; init; }

    /// <summary>The place among its group's models of the one it asks for.</summary>
    public int Model { get; init; }

    /// <summary>The conversation that it is a turn of; null: it stands alone.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>The recorded request whose lengths it has; null: those of its group.</summary>
    public TraceRequest? Trace { get; init; }

    /// <summary>Which texts the blocks of a trace stand for.</summary>
    public long TextSeed { get; init; }

    /// <summary>The seed of request <paramref name="number"/> of those that <paramref name="seed"/> begins, 0 to 2^53 - 1.</summary>
    public static long SeedAt(long seed, long number) => (long)(SplitMix64.At((ulong)seed, (ulong)number) >> (64 - SeedBits));
}
