namespace HotPath.Soak.Gateway.Tenants;

/// <summary>Who asks, its key being good.</summary>
/// <param name="Key">As it may be shown: the gateway's own second key by the name of its variable, one that a tenant has by env:NAME so.</param>
/// <param name="Tenant">Whose plan holds; null: none.</param>
/// <param name="TenantName">The tenant's; without tenants what X-Tenant-ID says, or <see cref="NoTenant"/>.</param>
internal readonly record struct Caller(string Key, Tenant? Tenant, string TenantName)
{
    public const string NoTenant = "(none)";
}
