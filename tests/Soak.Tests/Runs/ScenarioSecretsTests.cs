using System.Text;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Runs;

public sealed class ScenarioSecretsTests
{
    private const string Variable = "HOTPATH_TEST_SECRET_OF_THIS_CLASS";

    private static Scenario Scenario { get; } = new()
    {
        Name = "secret",
        Target = new TargetSettings { ApiKeyVariable = Variable },
        Workload = [new RequestGroup { Name = "chat", Headers = new Dictionary<string, string> { ["X-Key"] = $"env:{Variable}", ["X-Plain"] = "plain" } }],
    };

    [Fact]
    public void Resolve_VariablesThatAreSet_ReachTheRequestsButNotTheWrittenScenario()
    {
        Environment.SetEnvironmentVariable(Variable, "hidden-1");
        try
        {
            Scenario resolved = ScenarioSecrets.Resolve(Scenario);

            Assert.Empty(ScenarioSecrets.Problems(Scenario));
            Assert.Equal("hidden-1", ScenarioSecrets.KeyOf(Scenario.Target));
            Assert.Equal(("hidden-1", "plain"), (resolved.Workload[0].Headers["X-Key"], resolved.Workload[0].Headers["X-Plain"]));
            Assert.DoesNotContain("hidden-1", Encoding.UTF8.GetString(ScenarioWriter.Write(Scenario)), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Fact]
    public void Resolve_BodiesOfCalls_HoldTheSecretsWhereTheyAreNamed()
    {
        const string Own = "HOTPATH_TEST_SECRET_OF_A_CALL";
        Scenario scenario = new()
        {
            Name = "calls",
            Workload = [new RequestGroup { Name = "chat" }],
            Setup = [new AdminCall { Url = "/models", Body = $$$"""{"api_key":"{{env:{{{Own}}}}}","model":"{{id}}"}""" }],
            Teardown = [new AdminCall { Url = "/x", Body = $$$"""{{env:{{{Own}}}}}""", ContentType = "text/plain", Headers = new Dictionary<string, string> { ["X-Key"] = $"env:{Own}" } }],
        };
        Assert.Equal(3, ScenarioSecrets.Problems(scenario).Count(problem => problem.Contains(Own, StringComparison.Ordinal)));
        Environment.SetEnvironmentVariable(Own, "a\"b");
        try
        {
            Scenario resolved = ScenarioSecrets.Resolve(scenario);

            Assert.Empty(ScenarioSecrets.Problems(scenario));
            Assert.Equal("""{"api_key":"a\"b","model":"{{id}}"}""", resolved.Setup[0].Body);
            Assert.Equal(("a\"b", "a\"b"), (resolved.Teardown[0].Body, resolved.Teardown[0].Headers["X-Key"]));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Own, null);
        }
    }

    [Fact]
    public void Problems_TenantsKeyThatTheEnvironmentLacks_IsSaidWhereTheGatewayIsOurs()
    {
        Scenario scenario = new()
        {
            Name = "tenants",
            Workload = [new RequestGroup { Name = "chat" }],
            Gateway = new GatewaySettings { Tenants = [new TenantSettings { Name = "free", Keys = ["sk-free", "env:HOTPATH_TEST_NO_SUCH_KEY"] }] },
        };

        Assert.StartsWith(
            "a key of the gateway's tenant free is env:HOTPATH_TEST_NO_SUCH_KEY, but the environment has no variable", Assert.Single(ScenarioSecrets.Problems(scenario)), StringComparison.Ordinal);
        Assert.Empty(ScenarioSecrets.Problems(scenario with { Url = new Uri("http://gateway.example.com/v1") }));
    }

    [Fact]
    public void Resolve_Tenants_GetTheirKeysAndHeadersAndMissingOnesAreNamed()
    {
        const string Own = "HOTPATH_TEST_SECRET_OF_A_TENANT";
        Scenario scenario = Scenario with
        {
            Target = new TargetSettings(),
            Workload = [new RequestGroup { Name = "chat" }],
            Tenants =
            [
                new Tenant { Name = "free", ApiKeyVariable = Own, Headers = new Dictionary<string, string> { ["X-Key"] = $"env:{Own}" } },
                new Tenant { Name = "pro" },
            ],
        };
        Assert.Equal(
            [$"apiKey of tenant free is env:{Own}, but the environment has no variable {Own}, or an empty one; set it.",
                $"header X-Key of tenant free is env:{Own}, but the environment has no variable {Own}, or an empty one; set it."],
            ScenarioSecrets.Problems(scenario));
        Environment.SetEnvironmentVariable(Own, "hidden-3");
        try
        {
            Scenario resolved = ScenarioSecrets.Resolve(scenario);

            Assert.Empty(ScenarioSecrets.Problems(scenario));
            Assert.Equal(("hidden-3", "hidden-3", null), (resolved.Tenants[0].ApiKey, resolved.Tenants[0].Headers["X-Key"], resolved.Tenants[1].ApiKey));
            Assert.DoesNotContain("hidden-3", Encoding.UTF8.GetString(ScenarioWriter.Write(scenario)), StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Own, null);
        }
    }

    [Fact]
    public void Problems_ValueThatNoHeaderCarries_IsSaidWithoutTheValue()
    {
        const string Own = "HOTPATH_TEST_SECRET_WITH_A_LINE_END";
        Environment.SetEnvironmentVariable(Own, "hidden-2\r");
        try
        {
            string problem = Assert.Single(ScenarioSecrets.Problems(Scenario with { Target = new TargetSettings { ApiKeyVariable = Own }, Workload = [new RequestGroup { Name = "chat" }] }));

            Assert.Contains("U+000D at place 9", problem, StringComparison.Ordinal);
            Assert.DoesNotContain("hidden-2", problem, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Own, null);
        }
    }

    [Fact]
    public void Problems_VariableThatIsNotSet_IsNamedForEachPlace()
    {
        Scenario scenario = Scenario with
        {
            Target = new TargetSettings { ApiKeyVariable = "HOTPATH_TEST_NEVER_SET" },
            Workload = [new RequestGroup { Name = "chat", Headers = new Dictionary<string, string> { ["X-Key"] = "env:HOTPATH_TEST_NEVER_SET" } }],
        };

        Assert.Equal(
            [
                "target.apiKey is env:HOTPATH_TEST_NEVER_SET, but the environment has no variable HOTPATH_TEST_NEVER_SET, or an empty one; set it.",
                "header X-Key of group chat is env:HOTPATH_TEST_NEVER_SET, but the environment has no variable HOTPATH_TEST_NEVER_SET, or an empty one; set it.",
            ],
            ScenarioSecrets.Problems(scenario));
    }
}
