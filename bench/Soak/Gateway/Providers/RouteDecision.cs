namespace HotPath.Soak.Gateway.Providers;

/// <summary>What X-Route-Decision says.</summary>
internal static class RouteDecision
{
    /// <summary>The provider that the request wished for.</summary>
    public const string Preferred = "preferred";

    /// <summary>Another provider than the one that was chosen first, which failed or was left alone.</summary>
    public const string Fallback = "fallback";

    /// <summary>No provider: an answer that was there.</summary>
    public const string Cache = "cache";
}
