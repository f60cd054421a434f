using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace HotPath.Analysis.Results;

/// <summary>The whole of a soak run: <c>run.json</c>. Latencies are in milliseconds.</summary>
public sealed record RunResult
{
    /// <summary>The version of the shape that this build writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The log of latencies has milliseconds: closer than that, two moments are one.</summary>
    private const double LeastIntervalSeconds = 0.001;

    /// <summary>The shape's version; a reader refuses what it does not know.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The run's name, unique on its machine: when it was asked for, in UTC, and its scenario. Its folder has the same unless that was named.</summary>
    public required string Id { get; init; }

    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>What every draw of the run came from.</summary>
    public required long Seed { get; init; }

    /// <summary>The start of the measured time, after the warm-up.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The measured time in seconds, warm-up and drain left out.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>
    /// Until when the interval files and the figures here hold the same, from the start of the measured time, in seconds: the end of the last
    /// interval, drain included. 0 before the first; null in runs that were recorded without.
    /// </summary>
    public double? RecordedSeconds { get; init; }

    /// <summary><c>embedded</c>, <c>target</c> or <c>distributed</c>.</summary>
    public required string Topology { get; init; }

    /// <summary>Where and how it ran.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>Who it was to the Locust master that asked for it; null for a run of its own.</summary>
    public WorkerFigures? Worker { get; init; }

    /// <summary>
    /// Of a run that several workers made at the same time, what each of them did; null for a run of one process. All figures beside are of
    /// all workers together, as <see cref="ConcurrentJoin"/> says.
    /// </summary>
    public IReadOnlyList<WorkerPart>? Workers { get; init; }

    /// <summary>Where an interval is none of this record any more. A whole run has all of its own; one that was recorded without the moment, too.</summary>
    internal double RecordedUntil => !Complete && RecordedSeconds is { } seconds ? seconds - LeastIntervalSeconds : double.PositiveInfinity;

    /// <summary>False while the run goes on, and for ever when it was killed.</summary>
    public bool Complete { get; init; }

    /// <summary>True when the run was ended before its time: by hand, or because its budget was spent.</summary>
    public bool StoppedEarly { get; init; }

    /// <summary>Each time it was taken up again; null where it ran in one piece.</summary>
    public IReadOnlyList<ResumeFigures>? Resumes { get; init; }

    /// <summary><c>pass</c>, <c>fail</c> or <c>void</c>; null while running.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Verdict { get; init; }

    /// <summary>Why the verdict is what it is, the weightiest first; empty for a pass.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>0 pass, 1 fail, 3 void; null while running.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? ExitCode { get; init; }

    /// <summary>After so many requests that were due the load was to end, if not with its time; null: with its time alone.</summary>
    public long? PlannedRequests { get; init; }

    /// <summary>Models in the target's own list; null where it was not asked for, or is none.</summary>
    public int? ModelsListed { get; init; }

    /// <summary>What was sent before the measured time.</summary>
    public WarmUpFigures WarmUp { get; init; } = new(0);

    /// <summary>Each limit with what was measured.</summary>
    public IReadOnlyList<ThresholdResult> Thresholds { get; init; } = [];

    /// <summary>The limits as they were judged while the run went on; null where none is set, or before its end.</summary>
    public AlertFigures? Alerts { get; init; }

    /// <summary>What became of what was written to InfluxDB; null where none is set, or before the run's end.</summary>
    public OutputFigures? Influx { get; init; }

    /// <summary>Counts of requests.</summary>
    public RequestFigures Requests { get; init; } = new();

    /// <summary>Counts of streamed answers.</summary>
    public StreamFigures Streams { get; init; } = new();

    /// <summary>Requests that were sent again; null where the scenario has none sent again.</summary>
    public RetryFigures? Retries { get; init; }

    /// <summary>Counts of conversations; null where the workload has none.</summary>
    public ConversationFigures? Conversations { get; init; }

    /// <summary>How far a rising load was borne; null where it does not rise, or in less than eight intervals.</summary>
    public RampFigures? Ramp { get; init; }

    /// <summary>When something was wrong, and how long until it was not; null where the load rises, or in less than five intervals.</summary>
    public DisturbanceFigures? Disturbances { get; init; }

    /// <summary>Whether memory, handles and latencies stayed where they were, by series; null where there was no steady load to judge by.</summary>
    public IReadOnlyDictionary<string, TrendFigures>? Trends { get; init; }

    /// <summary>How often a simulated gateway was found to have been started again in mid-run; null where the target is none.</summary>
    public long? GatewayRestarts { get; init; }

    /// <summary>Whether what came is what was sent.</summary>
    public IntegrityFigures Integrity { get; init; } = new();

    /// <summary>Whether answers were as the scenario expects; null where it expects nothing but its status.</summary>
    public CheckFigures? Checks { get; init; }

    /// <summary>Every latency of the run.</summary>
    public LatencyFigures Latency { get; init; } = new();

    /// <summary>The same by group of the workload.</summary>
    public IReadOnlyDictionary<string, GroupFigures> Groups { get; init; } = ReadOnlyDictionary<string, GroupFigures>.Empty;

    /// <summary>The same by what requests and answers have in common; null where it is not recorded.</summary>
    public SliceSet? By { get; init; }

    /// <summary>Jain's index over what the tenants had answered right, each against its weight, 0..1; null without tenants.</summary>
    public double? Fairness { get; init; }

    /// <summary>What the target's cache did; null where no answer spoke of one, or it is not recorded.</summary>
    public CacheFigures? Cache { get; init; }

    /// <summary>The scenario's own metrics by name; null where it has none.</summary>
    public IReadOnlyDictionary<string, OwnMetricFigures>? Metrics { get; init; }

    /// <summary>What the tokens cost; null where the scenario names no price.</summary>
    public CostFigures? Cost { get; init; }

    /// <summary>Connections of the generator to the target.</summary>
    public ConnectionFigures Connections { get; init; } = new();

    /// <summary>TLS handshakes of the generator; null where there was none.</summary>
    public TlsFigures? Tls { get; init; }

    /// <summary>What the load generator itself cost.</summary>
    public ProcessFigures? Generator { get; init; }

    /// <summary>What the gateway cost, when it is a process that can be read.</summary>
    public GatewayFigures? Gateway { get; init; }

    /// <summary>What the processes cost that were watched beside, by name; null where none was.</summary>
    public IReadOnlyDictionary<string, WatchedFigures>? Watched { get; init; }

    /// <summary>What measuring itself cost; null in runs that were recorded without.</summary>
    public TelemetryFigures? Telemetry { get; init; }
}
