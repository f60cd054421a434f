using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Tenants;

/// <summary>Tells by a request's headers who asks. Never changes; from any thread.</summary>
internal sealed class TenantDirectory
{
    public const string TenantHeader = "X-Tenant-ID";
    public const string WorkspaceHeader = "X-Workspace-ID";

    /// <summary>What of a header is kept where any name will do.</summary>
    private const int MostNameLength = 128;

    private readonly ApiKeys _keys;
    private readonly Dictionary<string, Tenant> _byName;
    private readonly Dictionary<string, Owner>.AlternateLookup<ReadOnlySpan<char>> _byKey;

    /// <param name="keys">Known beside those of the tenants, and of none of them.</param>
    /// <param name="tenants">Empty: any name of a tenant will do.</param>
    public TenantDirectory(ApiKeys keys, IReadOnlyList<TenantSettings> tenants)
    {
        _keys = keys;
        _byName = tenants.ToDictionary(plan => plan.Name, plan => new Tenant(plan));
        Dictionary<string, Owner> byKey = [];
        foreach (Tenant tenant in _byName.Values)
        {
            foreach (string key in tenant.Plan.Keys)
            {
                byKey[Resolve(key)] = new Owner(tenant, key);
            }
        }

        _byKey = byKey.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyCollection<Tenant> All => _byName.Values;

    /// <summary>Allocates nothing for a request that may go on.</summary>
    /// <param name="caller">Who asks; its tenant also where only the plan refuses.</param>
    /// <returns>Null: it may.</returns>
    public OpenAiError? Identify(IHeaderDictionary headers, out Caller caller)
    {
        caller = default;
        if (ApiKeys.Read(headers, out ReadOnlySpan<char> key) is { } unreadable) return unreadable;

        Tenant? owner = null;
        string? shown = _keys.NameOf(key);
        if (_byKey.TryGetValue(key, out Owner owned)) (owner, shown) = (owned.Tenant, owned.Key);
        if (shown is null) return OpenAiError.WrongKey();

        string? name = headers[TenantHeader];
        if (_byName.Count == 0)
        {
            caller = new Caller(shown, null, NameOf(name));
            return null;
        }

        Tenant? tenant = owner;
        if (!string.IsNullOrEmpty(name) && name != owner?.Plan.Name && !TryActFor(name, out tenant))
        {
            caller = new Caller(shown, owner, owner?.Plan.Name ?? Caller.NoTenant);
            return PlanError.Tenant(name);
        }

        caller = new Caller(shown, tenant, tenant?.Plan.Name ?? Caller.NoTenant);
        string? workspace = headers[WorkspaceHeader];
        return !string.IsNullOrEmpty(workspace) && tenant?.MayUse(workspace) == false ? PlanError.Workspace(workspace, tenant.Plan) : null;
    }

    // Another's key acts only for a tenant that has none of its own.
    private bool TryActFor(string name, out Tenant? tenant) => _byName.TryGetValue(name, out tenant) && tenant.Plan.Keys.Count == 0;

    private static string NameOf(string? header) => string.IsNullOrEmpty(header) ? Caller.NoTenant
        : header.Length <= MostNameLength ? header
        : header[..MostNameLength];

    // Whether the variable is there was asked before the gateway began.
    private static string Resolve(string key) =>
        SecretReference.TryParse(key, out string? variable) ? Environment.GetEnvironmentVariable(variable) ?? key : key;

    private readonly record struct Owner(Tenant Tenant, string Key);
}
