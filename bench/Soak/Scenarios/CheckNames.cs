namespace HotPath.Soak.Scenarios;

/// <summary>What report, thresholds and <c>run.json</c> call the checks of a scenario.</summary>
internal static class CheckNames
{
    public const string Status = "status";
    public const string Model = "model";
    public const string Tokens = "tokens";
    public const string Usage = "usage";
    public const string RequestId = "requestId";
    public const string TenantModel = "tenantModel";
    public const string TenantProvider = "tenantProvider";

    private static readonly int[] UsualStatus = [200];

    public static string Header(string name) => $"header {name}";

    public static string Field(string path) => $"field {path}";

    /// <summary>Each once, those of all groups together; empty where no group asks for anything: then nothing is checked.</summary>
    public static IReadOnlyList<string> Of(Scenario scenario) => scenario.Workload.Any(AsksForAnything) || OfTenants(scenario.Tenants).Any()
        ? [Status, .. scenario.Workload.SelectMany(group => Of(group.Expect)).Distinct(StringComparer.Ordinal), .. OfTenants(scenario.Tenants)]
        : [];

    /// <summary>A plan that says what may answer is checked without a word more.</summary>
    private static IEnumerable<string> OfTenants(IReadOnlyList<Tenant> tenants) =>
    [
        .. tenants.Any(tenant => tenant.Models.Count > 0) ? (string[])[TenantModel] : [],
        .. tenants.Any(tenant => tenant.Providers.Count > 0) ? (string[])[TenantProvider] : [],
    ];

    private static bool AsksForAnything(RequestGroup group) => group.Expect.AsksForAnything || !group.ExpectedStatus.SequenceEqual(UsualStatus);

    private static IEnumerable<string> Of(ExpectedAnswer expect) =>
    [
        .. expect.SameModel ? (string[])[Model] : [],
        .. expect.Headers.Keys.Concat(expect.HeadersWhenRefused.Keys).Select(Header),
        .. expect.Fields.Select(Field),
        .. expect.AsksForTokens ? (string[])[Tokens] : [],
        .. expect.UsageIsContent ? (string[])[Usage] : [],
        .. expect.SameRequestId ? (string[])[RequestId] : [],
    ];
}
