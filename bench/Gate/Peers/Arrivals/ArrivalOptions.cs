namespace HotPath.Gate.Peers.Arrivals;

/// <summary>What the reader of stamps is to do.</summary>
/// <param name="Streams">Open at once; they are opened one after the other, over the whole warm-up.</param>
internal sealed record ArrivalOptions(Uri Address, int Streams, TimeSpan WarmUp, TimeSpan Load, bool OverHttp2);
