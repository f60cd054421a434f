using System.Globalization;
using System.Text.Json;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Tools;

/// <summary>Locust with its fast client, one process: users that each wait for their answer. It rounds its percentiles to whole milliseconds or two digits.</summary>
internal sealed class LocustTool : PeerTool
{
    private const string FiguresFile = "figures.json";

    public override string Name => "locust";

    public override string Install => "apt-get install -y python3-locust";

    public override string? Find() => Executables.Find("locust");

    public override Task<string?> VersionAsync(string program, CancellationToken cancellationToken) =>
        ToolVersion.AskAsync(new Launch(program, ["--version"]), "python3-locust", cancellationToken);

    public override Launch Prepare(string program, ToolOrder order)
    {
        string script = order.PathOf("locustfile.py");
        File.WriteAllText(script, Script(order));
        return new Launch(program,
        [
            "-f", script, "--headless", "--only-summary", "-u", order.Connections, "-r", order.Connections,
            "-t", $"{order.TotalSeconds}s", "--host", order.Address.GetLeftPart(UriPartial.Authority),
        ]);
    }

    public override ToolReading Read(ProcessEnd end, ToolOrder order)
    {
        string figures = order.PathOf(FiguresFile);
        return File.Exists(figures) ? Parse(File.ReadAllText(figures)) : throw ToolException.NoFigures("figures", end.Said);
    }

    public static ToolReading Parse(string figures)
    {
        using JsonDocument document = JsonDocument.Parse(figures);
        JsonElement total = document.RootElement;
        long failed = total.GetProperty("failures").GetInt64();
        return new ToolReading(total.GetProperty("requests").GetInt64() - failed, failed)
        {
            P50Ms = ToolReading.Known(total.GetProperty("p50Ms").GetDouble()),
            P99Ms = ToolReading.Known(total.GetProperty("p99Ms").GetDouble()),
        };
    }

    // Its own files of figures are written now and again, and the last time before the end.
    private static string Script(ToolOrder order) =>
        string.Create(CultureInfo.InvariantCulture, $$"""
        import json
        from locust import FastHttpUser, constant_throughput, events, task

        BODY = {{JsonSerializer.Serialize(order.Body)}}
        HEADERS = { {{string.Join(", ", order.Headers.Select(header => $"\"{header.Key}\": \"{header.Value}\""))}} }

        class Caller(FastHttpUser):
            insecure = True
            {{(order.RateOfConnection is { } rate ? $"wait_time = constant_throughput({rate})" : "")}}

            @task
            def chat(self):
                self.client.post("{{order.Address.AbsolutePath}}", data=BODY, headers=HEADERS)

        @events.quitting.add_listener
        def write_figures(environment, **kwargs):
            total = environment.stats.total
            with open({{JsonSerializer.Serialize(order.PathOf(FiguresFile))}}, "w") as file:
                json.dump({
                    "requests": total.num_requests,
                    "failures": total.num_failures,
                    "p50Ms": total.get_response_time_percentile(0.50) or 0,
                    "p99Ms": total.get_response_time_percentile(0.99) or 0,
                }, file)

        """);
}
