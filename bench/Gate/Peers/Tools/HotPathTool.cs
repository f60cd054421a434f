using System.Text.Json.Nodes;
using HotPath.Analysis.Results;
using HotPath.Gate.Machine;
using HotPath.Gate.Peers.Servers;

namespace HotPath.Gate.Peers.Tools;

/// <summary>hotpath-soak as its users start it, with all its measuring on; its figures are those of its result folder.</summary>
internal sealed class HotPathTool(bool overHttp2) : PeerTool
{
    private const string ResultFolderName = "run";
    private const int MostConnections = 16_384; // in a stall each request that is due opens one
    private const string Completed = "completed";

    public override string Name => overHttp2 ? "hotpath-http2" : "hotpath";

    public override string Install => GatewayServer.Install;

    public override bool OverHttp2 => overHttp2;

    public override bool IsOpenLoop => true;

    public override bool LeavesOutWarmUp => true;

    public override string? Find() => Executables.FindBuilt(GatewayServer.Project, GatewayServer.Program);

    public override Task<string?> VersionAsync(string program, CancellationToken cancellationToken) =>
        ToolVersion.AskAsync(new Launch(program, ["--version"]), package: null, cancellationToken);

    public override string? WhyNot(Work work) => WhyNotSpoken(work) ?? (work.Reconnects && overHttp2 ? "it keeps its connections" : null);

    public override Launch Prepare(string program, ToolOrder order)
    {
        string scenario = order.PathOf("scenario.json");
        File.WriteAllText(scenario, ScenarioOf(order, overHttp2));
        return new Launch(program, ["run", scenario, "--listen", "none", "--quiet", "--out", order.PathOf(ResultFolderName)])
        {
            Environment = new Dictionary<string, string> { ["HOTPATH_API_KEY"] = StaticAnswers.ApiKey },
        };
    }

    public override ToolReading Read(ProcessEnd end, ToolOrder order)
    {
        string folder = order.PathOf(ResultFolderName);
        try
        {
            return Reading(ResultReader.Read(folder).Run, order.Work);
        }
        catch (ResultFolderException e)
        {
            throw ToolException.NoFigures("result folder", $"{e.Message} {end.Said}");
        }
    }

    public static ToolReading Reading(RunResult run, Work work)
    {
        long good = run.Requests.ByOutcome.GetValueOrDefault(Completed);
        LatencySummary? latency = work.IsPaced ? run.Latency.Gap : run.Latency.E2e;
        return new ToolReading(good, run.Requests.Finished - good + run.Requests.NotStarted)
        {
            P50Ms = latency?.P50,
            P99Ms = latency?.P99,
            LagP50Ms = run.Latency.ScheduleLag?.P50,
            LagP99Ms = run.Latency.ScheduleLag?.P99,
            ArrivalP50Ms = run.Latency.TtftService?.P50 - work.Pace?.IntervalMs,
            ArrivalP99Ms = run.Latency.TtftService?.P99 - work.Pace?.IntervalMs,
            AllocatedBytesPerRequest = run.Generator?.AllocatedBytesPerRequest,
            AllocatedBytesPerEvent = run.Generator?.AllocatedBytesPerEvent,
            ResumedPercent = run.Tls is { } tls && tls.Full + tls.Resumed > 0 ? 100.0 * tls.Resumed / (tls.Full + tls.Resumed) : null,
        };
    }

    public static string ScenarioOf(ToolOrder order, bool overHttp2)
    {
        string address = order.Address.AbsoluteUri;
        JsonObject target = new()
        {
            ["url"] = address[..address.LastIndexOf("/chat/completions", StringComparison.Ordinal)],
            ["transport"] = overHttp2 ? "http2" : "http1",
            ["connections"] = new JsonObject { ["max"] = MostConnections },
        };
        if (order.Work.Reconnects) target["connections"]!["requests"] = 1;
        target["checkKey"] = false; // servers count what they see, and the bare sender answers whatever it is asked with a stream
        if (order.Work.Tls) target["tls"] = new JsonObject { ["verify"] = false }; // as the others, who are not told whom to trust

        JsonObject load = new() { ["warmUp"] = $"{order.Times.WarmUp}s" };
        if (order.Work.RatePerSecond is { } rate)
        {
            load["maxInFlight"] = MostConnections;
            load["stages"] = new JsonArray(new JsonObject { ["for"] = $"{order.Times.Load}s", ["rate"] = $"{rate}/s" });
        }
        else
        {
            load["users"] = order.Work.Connections;
            load["for"] = $"{order.Times.Load}s";
        }

        return new JsonObject
        {
            ["name"] = $"peers-{order.Work.Name}",
            ["target"] = target,
            ["load"] = load,
            ["workload"] = new JsonArray(new JsonObject
            {
                ["name"] = "chat",
                ["stream"] = order.Work.Streams,
                ["model"] = StaticAnswers.Model,
                ["prompts"] = new JsonArray(StaticAnswers.Prompt),
            }),
        }.ToJsonString();
    }
}
