using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Runs;

public sealed class LedScenarioTests
{
    private static readonly Scenario Plain = new() { Name = "plain", Workload = [new RequestGroup { Name = "chat" }, new RequestGroup { Name = "whole", Stream = false }] };

    [Fact]
    public void Problems_OneModelAndEndpoint_AreNone() => Assert.Empty(Of(Plain));

    [Fact]
    public void Problems_OwnGateway_MayBeSetUp() => Assert.Empty(Of(Plain with { Setup = [new AdminCall { Url = "/admin/cache" }] }));

    [Fact]
    public void Problems_EverythingThatIsWrong_IsSaidAtOnce()
    {
        Scenario wrong = Plain with
        {
            Url = new Uri("http://127.0.0.1:1/v1"),
            Load = ClosedLoad.Constant(1, TimeSpan.FromSeconds(1)) with { MostRequests = 5 },
            Tenants = [new Tenant { Name = "free" }],
            Teardown = [new AdminCall { Url = "/admin/cache" }],
        };

        string[] problems = [.. Of(wrong)];

        Assert.Equal(3, problems.Length);
        Assert.All(problems, problem => Assert.StartsWith("--scenario is 'x', which ", problem, StringComparison.Ordinal));
        Assert.Contains("load.requests", problems[0], StringComparison.Ordinal);
        Assert.Contains("tells answers apart", problems[1], StringComparison.Ordinal);
        Assert.Contains("setup or teardown", problems[2], StringComparison.Ordinal);
    }

    private static IEnumerable<string> Of(Scenario scenario) => LedScenario.Problems("--scenario is 'x'", scenario);
}
