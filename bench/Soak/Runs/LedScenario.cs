using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry.Answers;

namespace HotPath.Soak.Runs;

/// <summary>Whether a scenario can be a part of a test that several workers make.</summary>
internal static class LedScenario
{
    /// <param name="what">What the user typed, such as <c>--scenario is 'mine.json'</c>.</param>
    /// <returns>Each reason against it; empty where there is none.</returns>
    public static IEnumerable<string> Problems(string what, Scenario scenario)
    {
        if (scenario.Load is TraceLoad)
        {
            yield return $"{what}, which replays a trace: its requests have moments of their own, and a master leads users. Give it a load of users, or run it with 'run'.";
        }

        if (scenario.Load.MostRequests is not null)
        {
            yield return $"{what}, which ends after load.requests: a master says when a test ends. Leave load.requests out.";
        }

        if (AnswerRecorder.Of(scenario, budget: null) is not null)
        {
            yield return $"{what}, which tells answers apart (by checks, tenants, several models or endpoints, providers, a cache, metrics or cost): those figures are in no log, so that the workers' parts could not be made one. " +
                "Leave them out, or run it with 'run'.";
        }

        if (scenario.Url is not null && (scenario.Setup.Count > 0 || scenario.Teardown.Count > 0))
        {
            yield return $"{what}, which has setup or teardown: each worker would make the same rules in one gateway, and take them back while others still load it. Make them once, before the test.";
        }
    }
}
