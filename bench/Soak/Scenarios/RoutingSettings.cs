namespace HotPath.Soak.Scenarios;

/// <summary>Which provider a request goes to.</summary>
internal sealed record RoutingSettings
{
    public RoutePolicy Policy { get; init; }

    /// <summary>By model the providers that may serve it, the primary first; a model that is not named may go to any that serves it.</summary>
    public ValueList<ModelRoute> Models { get; init; } = [];
}

/// <param name="Model">As requests name it.</param>
/// <param name="Providers">At least one.</param>
internal sealed record ModelRoute(string Model, ValueList<string> Providers);

internal enum RoutePolicy
{
    /// <summary>By the providers' weights: of the first n requests each has its share to within one.</summary>
    Weighted,

    /// <summary>The first of the list.</summary>
    Priority,

    /// <summary>Whichever has the fewest requests in hand, the first of the list among equals.</summary>
    LeastBusy,

    /// <summary>The one with the lowest price, the first of the list among equals; where it fails, the next cheapest.</summary>
    Cheapest,

    /// <summary>Those of the request's X-Region, by their weights; where they fail, the others. A request of no region that has a provider goes by all weights.</summary>
    Region,
}
