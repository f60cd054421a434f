using System.Text.Encodings.Web;
using System.Text.Json;
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

        foreach (string problem in OutputProblems(scenario)) yield return problem;

        IEnumerable<string> others = scenario.Tenants.SelectMany(tenant => ProblemsOf(tenant))
            .Concat(scenario.Workload.SelectMany(group => ProblemsOf(group.Headers, $"group {group.Name}")))
            .Concat(scenario.Setup.SelectMany((call, place) => ProblemsOf(call, $"setup[{place}]")))
            .Concat(scenario.Teardown.SelectMany((call, place) => ProblemsOf(call, $"teardown[{place}]")));
        foreach (string problem in others) yield return problem;
    }

    private static IEnumerable<string> OutputProblems(Scenario scenario)
    {
        // The address itself is never said: it may be the secret.
        if (scenario.Alerts.Webhook is { } webhook && !OutputUrl.TryResolve(webhook, out _))
        {
            yield return $"alerts.webhook is {webhook}, but the environment has no http:// or https:// address there; set it.";
        }

        if (scenario.Influx is { } influx && !(OutputUrl.TryResolve(influx.Url, out Uri? url) && InfluxUrl.ProblemOf(url) is null))
        {
            yield return $"influx.url is {influx.Url}, but the environment has no address there that takes line protocol; set it to one such as http://HOST:8086/write?db=NAME.";
        }

        if (scenario.Influx?.TokenVariable is { } token && ProblemOf("influx.token", token, isRequired: true) is { } problem) yield return problem;
    }

    public static string? TokenOf(InfluxSettings influx) => influx.TokenVariable is { } variable ? ValueOf(variable) : null;

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

    /// <summary>The scenario with its tenants' keys and all headers' values in place, for who sends them: it is never written.</summary>
    public static Scenario Resolve(Scenario scenario) => scenario with
    {
        Tenants = [.. scenario.Tenants.Select(tenant => tenant with { ApiKey = KeyOf(tenant), Headers = Resolve(tenant.Headers) })],
        Workload = [.. scenario.Workload.Select(group => group with { Headers = Resolve(group.Headers) })],
        Setup = [.. scenario.Setup.Select(Resolve)],
        Teardown = [.. scenario.Teardown.Select(Resolve)],
    };

    private static AdminCall Resolve(AdminCall call) => call with
    {
        Headers = Resolve(call.Headers),
        Body = call.Body is { } body ? SecretReference.ReplaceWithin(body, variable => InBodyOf(call, ValueOf(variable) ?? "")) : null,
    };

    /// <summary>Within JSON a secret stands between quotes.</summary>
    private static string InBodyOf(AdminCall call, string value) =>
        call.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase) ? JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString() : value;

    private static string? KeyOf(Tenant tenant) => tenant.ApiKeyVariable is { } variable ? ValueOf(variable) : null;

    private static Dictionary<string, string> Resolve(IReadOnlyDictionary<string, string> headers) =>
        headers.ToDictionary(header => header.Key, header => Resolve(header.Value));

    private static string Resolve(string value) =>
        SecretReference.TryParse(value, out string? variable) && ValueOf(variable) is { } secret ? secret : value;

    private static string? ValueOf(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static IEnumerable<string> ProblemsOf(Tenant tenant)
    {
        string? keyProblem = tenant.ApiKeyVariable is { } key ? ProblemOf($"apiKey of tenant {tenant.Name}", key, isRequired: true) : null;
        return ProblemsOf(tenant.Headers, $"tenant {tenant.Name}").Prepend(keyProblem).OfType<string>();
    }

    private static IEnumerable<string> ProblemsOf(AdminCall call, string whose) => ProblemsOf(call.Headers, whose).Concat(
        SecretReference.VariablesWithin(call.Body ?? "").Distinct().Where(variable => ValueOf(variable) is null)
            .Select(variable => $"the body of {whose} holds {{{{env:{variable}}}}}, but the environment has no variable {variable}, or an empty one; set it."));

    private static IEnumerable<string> ProblemsOf(IReadOnlyDictionary<string, string> headers, string whose) =>
        headers
            .Select(header => SecretReference.TryParse(header.Value, out string? variable) ? ProblemOf($"header {header.Key} of {whose}", variable, isRequired: true) : null)
            .OfType<string>();

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
