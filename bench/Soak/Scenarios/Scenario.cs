using System.Collections.ObjectModel;

namespace HotPath.Soak.Scenarios;

/// <summary>One run as its author wrote it, read and checked: plain values, nothing resolved, nothing started.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Null: the embedded simulated gateway.</summary>
    public Uri? Url { get; init; }

    public TargetSettings Target { get; init; } = new();

    public LoadSettings Load { get; init; } = OpenLoad.Default;

    /// <summary>At least one; names are unique.</summary>
    public required IReadOnlyList<RequestGroup> Workload { get; init; }

    /// <summary>In whose names the requests are sent, by exact weights; names are unique. Empty: all in the target's own.</summary>
    public IReadOnlyList<Tenant> Tenants { get; init; } = [];

    /// <summary>Made before the run, one after the other.</summary>
    public IReadOnlyList<AdminCall> Setup { get; init; } = [];

    /// <summary>Made after it, however it ended.</summary>
    public IReadOnlyList<AdminCall> Teardown { get; init; } = [];

    /// <summary>Null: no request is sent again.</summary>
    public RetrySettings? Retry { get; init; }

    /// <summary>As written; <see cref="DefaultThresholds"/> when the scenario names none.</summary>
    public IReadOnlyList<string> Thresholds { get; init; } = DefaultThresholds;

    /// <summary>Budgets by the name of the series; those that are not here have their default.</summary>
    public IReadOnlyDictionary<string, TrendLimit> Trends { get; init; } = ReadOnlyDictionary<string, TrendLimit>.Empty;

    /// <summary>How they are judged while the run goes on.</summary>
    public AlertSettings Alerts { get; init; } = new();

    /// <summary>Where each interval is written; null: nowhere but in the result folder.</summary>
    public InfluxSettings? Influx { get; init; }

    /// <summary>What each good request keeps; empty: goodput is not judged.</summary>
    public IReadOnlyList<GoodputLimit> Goodput { get; init; } = [];

    /// <summary>Numbers of the answers that become figures of their own; names are unique.</summary>
    public IReadOnlyList<OwnMetric> Metrics { get; init; } = [];

    /// <summary>What tokens cost; null: nothing is reckoned.</summary>
    public CostSettings? Cost { get; init; }

    /// <summary>What the embedded gateway simulates; a real target ignores it.</summary>
    public GatewaySettings Gateway { get; init; } = new();

    public static IReadOnlyList<string> DefaultThresholds { get; } =
        ["errors.rate < 1%", "truncated == 0", "corrupt == 0"];
}
