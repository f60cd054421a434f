using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Gateway.Tenants;

/// <summary>What a good key is told that asks for more than it may.</summary>
internal static class PlanError
{
    public static OpenAiError Tenant(string name) => new(
        StatusCodes.Status403Forbidden,
        $"The key may not act for the tenant '{Quoted.Bare(name)}' of {TenantDirectory.TenantHeader}: there is none of that name, or it has keys of its own. Send one of its keys, or leave the header out.",
        Code: "tenant_not_allowed");

    public static OpenAiError Workspace(string workspace, TenantSettings plan) => new(
        StatusCodes.Status403Forbidden,
        $"The workspace '{Quoted.Bare(workspace)}' of {TenantDirectory.WorkspaceHeader} is not in the plan of the tenant '{plan.Name}', which has {string.Join(", ", plan.Workspaces)}. Send one of these, or leave the header out.",
        Code: "workspace_not_allowed");

    public static OpenAiError Model(string model, TenantSettings plan) => new(
        StatusCodes.Status403Forbidden,
        $"The model '{Quoted.Bare(model)}' is not in the plan of the tenant '{plan.Name}', which has {string.Join(", ", plan.Models)}. Ask for one of these.",
        "model",
        "model_not_allowed");

    public static OpenAiError NoSuchModel(string model, IEnumerable<string> models) => new(
        StatusCodes.Status404NotFound,
        $"The model '{Quoted.Bare(model)}' does not exist; this gateway has {string.Join(", ", models)}. Ask for one of these.",
        "model",
        "model_not_found");
}
