using HotPath.Soak.Scenarios.Traces;

namespace HotPath.Soak.Load;

/// <summary>What one request has that others of its plan have not.</summary>
/// <param name="Seed">What its text is drawn from; it travels with the request.</param>
internal readonly record struct RequestDraw(long Seed)
{
    /// <summary>The conversation that it is a turn of; null: it stands alone.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>The recorded request whose lengths it has; null: those of its group.</summary>
    public TraceRequest? Trace { get; init; }

    /// <summary>Which texts the blocks of a trace stand for.</summary>
    public long TextSeed { get; init; }
}
