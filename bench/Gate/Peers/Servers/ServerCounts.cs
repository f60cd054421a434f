namespace HotPath.Gate.Peers.Servers;

/// <summary>What a server has done since it started, by its own count.</summary>
/// <param name="Requests">Of the load; those that asked for the count are left out.</param>
/// <param name="Events">Events sent; null where the server does not count them.</param>
/// <param name="AllocatedBytes">Managed bytes; null where the server has none, or does not count them.</param>
internal sealed record ServerCounts(long Requests, long? Events, long? AllocatedBytes = null);
