using HotPath.Analysis.Results;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Checks;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Telemetry.Answers;

namespace HotPath.Soak.Tests.Load.Checks;

/// <summary>One request of a scenario after the other, with all that the scenario asks of their answers.</summary>
internal sealed class CheckedBench : IDisposable
{
    private readonly Scenario _scenario;
    private readonly ExchangeBench _bench;
    private readonly Lazy<Exchange> _exchange;

    public CheckedBench(ScriptedServer server, Scenario scenario)
    {
        _scenario = scenario;
        Answers = AnswerRecorder.Of(scenario, budget: null);
        RequestGroup group = scenario.Workload[0];
        _bench = new ExchangeBench(server.Url, group)
        {
            Plan = new RequestPlan(group, server.Url, "sk-test", scenario.Tenants) { Inspection = InspectionPlan.Of(scenario, group) },
            Recorder = new GroupRecorder(reservedShards: 1, new Gauge()) { Answers = Answers },
        };
        _exchange = new Lazy<Exchange>(_bench.NewExchange);
    }

    public CheckedBench(ScriptedServer server, RequestGroup group)
        : this(server, new Scenario { Name = "x", Workload = [group] })
    {
    }

    public AnswerRecorder? Answers { get; }

    public CounterSet Counters => _bench.Counters;

    public Task<Outcome> RunAsync(long seed = 7) => _bench.RunAsync(seed);

    public async Task<Outcome> RunAsync(RequestDraw draw) => await _exchange.Value.RunAsync(_bench.DueNow(draw.Seed) with { Draw = draw });

    /// <summary>As <c>run.json</c> has them after a second.</summary>
    public RunResult Figures() => Answers!.AddTo(
        new RunResult
        {
            Id = "x", Scenario = "x", Seed = 1, StartedAt = default, DurationSeconds = 1, Topology = "target", Environment = Reports.SampleRuns.Passed.Environment,
            Requests = new RequestFigures { Finished = Counters.Finished },
        },
        _scenario,
        warmUp: null,
        TimeSpan.FromSeconds(1));

    public void Dispose() => _bench.Dispose();
}
