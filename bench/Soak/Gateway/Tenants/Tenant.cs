using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Tenants;

/// <summary>One customer, its plan and what it asked; from any thread.</summary>
internal sealed class Tenant(TenantSettings plan)
{
    private long _requests;
    private long _rejected;

    public TenantSettings Plan => plan;

    /// <summary>All that came with a good key, whatever became of them.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Those that the plan or a limit turned away.</summary>
    public long Rejected => Volatile.Read(ref _rejected);

    public bool MayUse(string workspace) => plan.Workspaces.Count == 0 || plan.Workspaces.Contains(workspace);

    public bool MayAsk(string model) => plan.Models.Count == 0 || plan.Models.Contains(model);

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountRejected() => Interlocked.Increment(ref _rejected);
}
