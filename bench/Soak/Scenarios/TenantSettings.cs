namespace HotPath.Soak.Scenarios;

/// <summary>One customer of the simulated gateway, with its plan. An empty list of a plan allows everything.</summary>
internal sealed record TenantSettings
{
    /// <summary>What X-Tenant-ID and /stats call it; unique.</summary>
    public required string Name { get; init; }

    /// <summary>The keys that act for it, and for no other; <c>env:NAME</c>: what that variable of the gateway's environment holds. Empty: any known key may, by X-Tenant-ID.</summary>
    public ValueList<string> Keys { get; init; } = [];

    /// <summary>What X-Workspace-ID may say.</summary>
    public ValueList<string> Workspaces { get; init; } = [];

    /// <summary>What its requests may ask for.</summary>
    public ValueList<string> Models { get; init; } = [];

    /// <summary>What its requests may be served by.</summary>
    public ValueList<string> Providers { get; init; } = [];
}
