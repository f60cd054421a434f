using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotPath.Soak.Scenarios;

/// <summary>What a scenario says of the values that its requests are told apart by.</summary>
/// <param name="Models">Asked for, each once, in the order of the file.</param>
/// <param name="Endpoints">Called, each once, in the order of the file.</param>
/// <param name="Tenants">In the order of the file; empty where there are none.</param>
/// <param name="Transport">The one that all requests take.</param>
internal sealed partial record SliceNames(
    IReadOnlyList<string> Models, IReadOnlyList<string> Endpoints, IReadOnlyList<(string Name, int Weight)> Tenants, string Transport)
{
    /// <summary>Requests of an endpoint that takes no model.</summary>
    public const string NoModel = "none";

    public static SliceNames Of(Scenario scenario) => new(
        [.. scenario.Workload.SelectMany(ModelsOf).Distinct(StringComparer.Ordinal)],
        [.. scenario.Workload.Select(group => NameOf(group.Endpoint)).Distinct(StringComparer.Ordinal)],
        [.. scenario.Tenants.Select(tenant => (tenant.Name, tenant.Weight))],
        JsonNamingPolicy.CamelCase.ConvertName(scenario.Target.Transport.ToString()));

    /// <summary>
    /// Whether slices are recorded: where requests differ in model, endpoint or tenant, where a header is expected, where the simulated
    /// gateway has providers or a cache, or where a threshold names a slice.
    /// </summary>
    public static bool AreWanted(Scenario scenario)
    {
        SliceNames names = Of(scenario);
        return names.Models.Count > 1 || names.Endpoints.Count > 1 || names.Tenants.Count > 0
            || scenario.Workload.Any(group => group.Expect.Headers.Count > 0)
            || scenario.Gateway is { Upstreams.Providers.Count: > 0 } or { Cache: not null }
            || scenario.Thresholds.Any(threshold => Named().IsMatch(threshold));
    }

    public static string NameOf(Endpoint endpoint) => JsonNamingPolicy.CamelCase.ConvertName(endpoint.ToString());

    /// <summary>What the requests of a group may ask for.</summary>
    public static IReadOnlyList<string> ModelsOf(RequestGroup group) =>
        group.Endpoint is Endpoint.Models or Endpoint.Custom ? [NoModel] : [.. group.AllModels.Select(model => model.Name)];

    [GeneratedRegex(@"\A\s*(?:by\.|cache\.|fairness\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
