using System.Globalization;
using HotPath.Analysis.Words;
using HotPath.Soak.Scenarios.Parts;

namespace HotPath.Soak.Scenarios;

/// <summary>What the command line changes of a scenario; null or empty: nothing.</summary>
/// <param name="Url"><c>--target</c></param>
/// <param name="Duration"><c>--duration</c>: stages are scaled to that length together.</param>
/// <param name="RatePerSecond"><c>--rate</c>: an open loop at that rate instead of the scenario's load.</param>
/// <param name="Users"><c>--users</c>: a closed loop without pauses instead of the scenario's load.</param>
/// <param name="Requests"><c>--requests</c>: the load ends after so many.</param>
/// <param name="Thresholds"><c>--threshold</c>: beside the scenario's own.</param>
internal sealed record ScenarioOverrides(
    Uri? Url, TimeSpan? Duration, double? RatePerSecond, int? Users, int? Requests, IReadOnlyList<string> Thresholds)
{
    /// <summary><c>--alert-webhook</c>: instead of the scenario's.</summary>
    public string? Webhook { get; init; }

    /// <summary><c>--influx</c>: instead of the scenario's; its token stays.</summary>
    public string? Influx { get; init; }

    /// <returns>Every problem under the name the user typed; empty when they can be applied. Thresholds are the parser's to judge.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        if (Url is not null && TargetUrl.ProblemOf(Url) is string urlProblem)
        {
            problems.Add($"--target is {Quoted.Text(Url.OriginalString)}; {urlProblem}.");
        }

        if (Duration <= TimeSpan.Zero)
        {
            problems.Add($"--duration is {DurationText.Format(Duration.Value)}; it must be above 0s.");
        }
        else if (Duration > DurationText.Longest)
        {
            problems.Add($"--duration is {DurationText.Format(Duration.Value)}; it must be at most {DurationText.Format(DurationText.Longest)}.");
        }

        if (RatePerSecond is { } rate && !(rate > 0 && rate <= RateText.MostPerSecond)) // also refuses NaN
        {
            string limit = rate > 0 ? $"at most {RateText.MostPerSecond:N0}" : "above 0";
            problems.Add($"--rate is {rate.ToString(CultureInfo.InvariantCulture)}; it must be {limit} requests a second.");
        }

        if (Users is { } users and (< 1 or > LoadPart.MostUsers))
        {
            problems.Add($"--users is {users}; it must be {(users < 1 ? "at least 1 user" : $"at most {LoadPart.MostUsers:N0} users")}.");
        }

        if (Requests is { } requests and (< 1 or > LoadPart.MostRequests))
        {
            problems.Add($"--requests is {requests}; it must be {(requests < 1 ? "at least 1 request" : $"at most {LoadPart.MostRequests:N0} requests")}.");
        }

        if (RatePerSecond is not null && Users is not null)
        {
            problems.Add("--rate and --users are both given; keep --rate for an open loop, or --users for a closed one.");
        }

        if (Webhook is not null && OutputUrl.ProblemOf(Webhook) is { } webhookProblem) problems.Add($"--alert-webhook is {Quoted.Text(Webhook)}; {webhookProblem}.");
        if (Influx is not null && InfluxUrl.ProblemOf(Influx) is { } influxProblem) problems.Add($"--influx is {Quoted.Text(Influx)}; {influxProblem}.");
        return problems;
    }

    /// <summary>The scenario as it is to run. Only where <see cref="Validate"/> found nothing.</summary>
    public Scenario Apply(Scenario scenario) => WithOutputs(scenario) with
    {
        Url = Url is null ? scenario.Url : TargetUrl.Normalize(Url),
        Load = Apply(scenario.Load),
        Thresholds = [.. scenario.Thresholds, .. Thresholds],
    };

    /// <summary>The scenario as it was read, but for who is told.</summary>
    public Scenario WithOutputs(Scenario scenario) => scenario with
    {
        Alerts = Webhook is null ? scenario.Alerts : scenario.Alerts with { Webhook = Webhook },
        Influx = Influx is null ? scenario.Influx : scenario.Influx is { } influx ? influx with { Url = Influx } : new InfluxSettings { Url = Influx },
    };

    private LoadSettings Apply(LoadSettings load)
    {
        TimeSpan duration = Duration ?? (Requests is not null && IsSteady(load) ? LoadSettings.LongestForRequests : load.Duration);
        return Apply(load, duration) with { MostRequests = Requests ?? load.MostRequests };
    }

    /// <summary>Whether its time says nothing but when it ends: so it does of a load that the command line replaces, and of one without a course.</summary>
    private bool IsSteady(LoadSettings load) => RatePerSecond is not null || Users is not null || load is OpenLoad { Stages.Count: 1 } or ClosedLoad { Stages.Count: 1 };

    private LoadSettings Apply(LoadSettings load, TimeSpan duration)
    {
        if (RatePerSecond is { } rate)
        {
            return OpenLoad.Constant(rate, duration) with { WarmUp = load.WarmUp, MaxInFlight = load.MaxInFlight };
        }

        if (Users is { } users)
        {
            return ClosedLoad.Constant(users, duration) with { WarmUp = load.WarmUp, MaxInFlight = load.MaxInFlight };
        }

        return duration == load.Duration ? load : load.WithDuration(duration);
    }
}
