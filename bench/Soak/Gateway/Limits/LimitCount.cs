namespace HotPath.Soak.Gateway.Limits;

/// <summary>One key under one limit, as it was at a moment.</summary>
/// <param name="Key">Whose.</param>
/// <param name="Accepted">Requests that this limit and every other one allowed.</param>
/// <param name="Rejected">Requests that this limit did not allow.</param>
/// <param name="Windows">The oldest first; empty where nobody asked for them.</param>
internal readonly record struct LimitCount(string Key, long Accepted, long Rejected, IReadOnlyList<WindowCount> Windows);
