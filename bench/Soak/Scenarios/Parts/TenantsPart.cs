using System.Text.Json;
using System.Text.Json.Nodes;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>tenants</c>: in whose names requests are sent.</summary>
internal static class TenantsPart
{
    private const int MostTenants = 1_000;

    /// <summary>A head is encoded for each group in the name of each tenant.</summary>
    private const long MostHeads = 100_000;

    private static readonly Tenant Otherwise = new() { Name = "" };

    public static ListShape Shape { get; } = new(
        "In whose names requests are sent: each has its exact share of each group that it sends. Left out: all are sent in the target's own.", TenantShape())
    {
        Rule = (tenants, problems) => WeightsRule.Check(tenants, "tenant", MostTenants, problems),
    };

    public static Tenant Settings(CheckedObject tenant) => new()
    {
        Name = tenant.Text("name") ?? "",
        Weight = tenant.Whole("weight") ?? Otherwise.Weight,
        ApiKeyVariable = tenant.Text("apiKey") is { } key && SecretReference.TryParse(key, out string? variable) ? variable : null,
        Headers = tenant.Value?["headers"]?.Members.ToDictionary(header => header.Name, header => header.Value.Text) ?? Otherwise.Headers,
        NetworkDelay = tenant.Distribution("networkDelay", DistributionUnit.Time),
        Models = [.. tenant.Items("models").Select(model => model.Text)],
        Providers = [.. tenant.Items("providers").Select(provider => provider.Text)],
        RespectsPlan = tenant.Flag("respectPlan", Otherwise.RespectsPlan),
    };

    /// <summary>What holds between the tenants and the workload that they send.</summary>
    public static void CheckWorkload(DocumentValue document, ProblemList problems)
    {
        if (document["tenants"] is not { Kind: JsonValueKind.Array, IsWhole: true, Items.Count: > 0 } tenants) return;

        List<DocumentValue> groups = document["workload"] is { Kind: JsonValueKind.Array, IsWhole: true } workload ? workload.Items : [];
        foreach (DocumentValue headers in tenants.Items.Select(tenant => tenant["headers"]).OfType<DocumentValue>())
        {
            foreach (DocumentValue group in groups) SendingPart.CheckIds(group, headers, problems);
        }

        foreach (DocumentValue group in groups)
        {
            if (!tenants.Items.Any(tenant => Sends(tenant, group)))
            {
                problems.Add(group, "asks only for models outside every tenant's; give one of the tenants such a model, or \"respectPlan\": false.");
            }
        }

        foreach (DocumentValue tenant in tenants.Items.Where(tenant => groups.Count > 0 && !groups.Any(group => Sends(tenant, group))))
        {
            problems.Add(tenant, "sends nothing, for no group asks for one of its models; add one that is asked for, or \"respectPlan\": false.");
        }

        if (tenants.Items.Count * (long)groups.Count > MostHeads)
        {
            problems.Add(tenants, $"and workload make {tenants.Items.Count * (long)groups.Count:N0} pairs; they must be at most {MostHeads:N0}.");
        }
    }

    /// <summary>As <see cref="Tenant.Sends"/> of what may have problems of its own.</summary>
    private static bool Sends(DocumentValue tenant, DocumentValue group)
    {
        bool asksForAny = tenant["respectPlan"] is { Kind: JsonValueKind.False } || tenant["models"] is not { Items.Count: > 0 };
        if (asksForAny || group["endpoint"]?.Text is { } endpoint && (endpoint == WorkloadPart.NameOf(Endpoint.Models) || endpoint == WorkloadPart.NameOf(Endpoint.Custom))) return true;

        if (group["catalogue"] is not null) return true; // nobody knows yet

        IEnumerable<string> asked = group["models"] is { } models
            ? models.Items.Select(model => model["name"]?.Text ?? "")
            : [group["model"]?.Text ?? new RequestGroup { Name = "" }.Model];
        return asked.Any(model => tenant["models"]!.Items.Any(own => own.Text == model));
    }

    private static ObjectShape TenantShape() => new(
        "One in whose name requests are sent.",
        [
            new("name", Terms.GroupName("What thresholds and reports call it; unique.")) { Required = true },
            WeightsRule.Weight,
            new("apiKey", new TextShape("Its bearer key, as env:NAME. Left out: the target's.")
            {
                Pattern = SecretReference.Pattern,
                ProblemOf = SecretReference.ProblemOf,
                IsSecret = true,
            }),
            new("headers", new HeadersShape("Header fields of each of its requests; what a group says of the same field wins. A value env:NAME is taken from that environment variable.") { Default = new JsonObject() }),
            new("networkDelay", Terms.Draw("How much longer than from here the way to the target and back takes, as for users of another region: each request is sent so much later, which is in every latency that counts from due. Left out: no longer.", DistributionUnit.Time)),
            new("models", new ListShape("The models of its plan, which alone may answer it. Left out: any.", Terms.NotEmpty("A model.", otherwise: null)) { NeedsOne = "model" }),
            new("providers", new ListShape("The providers of its plan, as X-Upstream-Provider names them, which alone may answer it. Left out: any.", Terms.NotEmpty("A provider.", otherwise: null)) { NeedsOne = "provider" }),
            new("respectPlan", new FlagShape("Whether it asks only for those, and sends no group that asks for none of them; false: it asks for whatever a group asks for.") { Default = Otherwise.RespectsPlan }),
        ]);
}
