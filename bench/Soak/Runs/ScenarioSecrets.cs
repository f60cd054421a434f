using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>Turns <c>env:NAME</c> into what the environment holds, at the last moment: no secret is ever part of a scenario that is written.</summary>
internal static class ScenarioSecrets
{
    private const string KeyVariable = "HOTPATH_API_KEY";
    private const string DefaultKey = "sk-hotpath";

    /// <returns>Each variable whose value the environment lacks or a header cannot carry, as a sentence.</returns>
    public static IEnumerable<string> Problems(Scenario scenario)
    {
        string place = scenario.Target.ApiKeyVariable is null ? "the bearer key" : "target.apiKey";
        if (ProblemOf(place, scenario.Target.ApiKeyVariable ?? KeyVariable, isRequired: scenario.Target.ApiKeyVariable is not null) is { } keyProblem)
        {
            yield return keyProblem;
        }

        foreach (string problem in scenario.Url is null ? Problems(scenario.Gateway) : [])
        {
            yield return problem;
        }

        foreach (RequestGroup group in scenario.Workload)
        {
            foreach ((string name, string value) in group.Headers)
            {
                if (SecretReference.TryParse(value, out string? variable)
                    && ProblemOf($"header {name} of group {group.Name}", variable, isRequired: true) is { } problem)
                {
                    yield return problem;
                }
            }
        }
    }

    /// <summary>The same of the keys of a gateway's tenants.</summary>
    public static IEnumerable<string> Problems(GatewaySettings gateway)
    {
        foreach (TenantSettings tenant in gateway.Tenants)
        {
            foreach (string key in tenant.Keys)
            {
                if (SecretReference.TryParse(key, out string? variable)
                    && ProblemOf($"a key of the gateway's tenant {tenant.Name}", variable, isRequired: true) is { } problem)
                {
                    yield return problem;
                }
            }
        }
    }

    public static string KeyOf(TargetSettings target) => ValueOf(target.ApiKeyVariable ?? KeyVariable) ?? DefaultKey;

    /// <summary>The scenario with its headers' values in place, for the engine alone.</summary>
    public static Scenario Resolve(Scenario scenario) => scenario with
    {
        Workload = [.. scenario.Workload.Select(group => group with { Headers = group.Headers.ToDictionary(header => header.Key, header => Resolve(header.Value)) })],
    };

    private static string Resolve(string value) =>
        SecretReference.TryParse(value, out string? variable) && ValueOf(variable) is { } secret ? secret : value;

    private static string? ValueOf(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static string? ProblemOf(string place, string variable, bool isRequired)
    {
        if (ValueOf(variable) is not { } value)
        {
            return isRequired ? $"{place} is env:{variable}, but the environment has no variable {variable}, or an empty one; set it." : null;
        }

        // The value itself is never said.
        int at = value.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        return at < 0
            ? null
            : $"{place} is env:{variable}, whose value has the character U+{(int)value[at]:X4} at place {at + 1}; " +
                "a header carries printable ASCII only. Look for a line end that was copied along.";
    }
}
