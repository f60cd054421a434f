namespace HotPath.Gate.Peers.Invoker;

/// <summary>What the built-in generator is to do.</summary>
/// <param name="Users">Each sends, reads the whole answer, and sends again.</param>
/// <param name="Streams">Whether answers are streams of events, taken apart by SseParser.</param>
/// <param name="MeasuresGaps">Whether the latencies are those between two events of a stream, instead of those of requests.</param>
internal sealed record InvokerOptions(Uri Address, int Users, TimeSpan WarmUp, TimeSpan Load, bool Streams, bool MeasuresGaps);
