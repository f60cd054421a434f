using System.Globalization;
using System.Text.Json;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Tools;

/// <summary>autocannon: connections that each wait for their answer; with a rate it corrects its latencies for what it did not send.</summary>
internal sealed class AutocannonTool : PeerTool
{
    public override string Name => "autocannon";

    public override string Install => "npm install --global autocannon";

    public override string? Find() => Executables.Find("autocannon");

    public override Task<string?> VersionAsync(string program, CancellationToken cancellationToken) =>
        ToolVersion.AskAsync(new Launch(program, ["--version"]), package: null, cancellationToken);

    public override Launch Prepare(string program, ToolOrder order)
    {
        List<string> arguments = ["-j", "-c", order.Connections, "-d", order.TotalSeconds, "-m", "POST", "-i", order.WriteBody()];
        if (order.Work.RatePerSecond is { } rate) arguments.AddRange(["-R", rate.ToString(CultureInfo.InvariantCulture)]);
        foreach ((string name, string value) in order.Headers) arguments.AddRange(["-H", $"{name}={value}"]);
        return new Launch(program, [.. arguments, order.Address.AbsoluteUri])
        {
            Environment = new Dictionary<string, string> { ["NODE_TLS_REJECT_UNAUTHORIZED"] = "0" }, // the server's certificate is its own
        };
    }

    public override ToolReading Read(ProcessEnd end, ToolOrder order) => Parse(end.Output);

    public static ToolReading Parse(string output)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            JsonElement latency = document.RootElement.GetProperty("latency");
            return new ToolReading(
                document.RootElement.GetProperty("2xx").GetInt64(),
                document.RootElement.GetProperty("non2xx").GetInt64() + document.RootElement.GetProperty("errors").GetInt64()) // time-outs are among the errors
            {
                P50Ms = ToolReading.Known(latency.GetProperty("p50").GetDouble()),
                P99Ms = ToolReading.Known(latency.GetProperty("p99").GetDouble()),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw ToolException.NoFigures("JSON with latency, 2xx, non2xx and errors", output);
        }
    }
}
