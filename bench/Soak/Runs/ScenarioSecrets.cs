using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>Turns <c>env:NAME</c> into what the environment holds, at the last moment: no secret is ever part of a scenario that is written.</summary>
internal static class ScenarioSecrets
{
    private const string KeyVariable = "HOTPATH_API_KEY";
    private const string DefaultKey = "sk-hotpath";

    /// <returns>Each variable that the scenario names and the environment lacks, as a sentence.</returns>
    public static IEnumerable<string> Missing(Scenario scenario)
    {
        if (scenario.Target.ApiKeyVariable is { } key && ValueOf(key) is null)
        {
            yield return Sentence("target.apiKey", key);
        }

        foreach (RequestGroup group in scenario.Workload)
        {
            foreach ((string name, string value) in group.Headers)
            {
                if (SecretReference.TryParse(value, out string? variable) && ValueOf(variable) is null)
                {
                    yield return Sentence($"header {name} of group {group.Name}", variable);
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

    private static string Sentence(string place, string variable) =>
        $"{place} is env:{variable}, but the environment has no variable {variable}, or an empty one; set it.";
}
