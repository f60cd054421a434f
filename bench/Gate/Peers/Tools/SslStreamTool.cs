using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using HotPath.Gate.Commands;
using HotPath.Gate.Peers.Handshakes;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Tools;

/// <summary>SslStream with nothing around it: what a new connection costs at least. This program again, so that its CPU is its own.</summary>
internal sealed class SslStreamTool : PeerTool
{
    public override string Name => "sslstream";

    public override string Install => "it is part of hotpath-gate";

    public override string? Find() => Executables.Own([]).FileName;

    public override Task<string?> VersionAsync(string program, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(RuntimeInformation.FrameworkDescription);

    public override string? WhyNot(Work work) => work.Reconnects ? null : "it makes connections and nothing else";

    public override Launch Prepare(string program, ToolOrder order) => Executables.Own(
    [
        PeersCommand.Name, HandshakesCommand.Name,
        HandshakesCommand.AddressOption, order.Address.AbsoluteUri,
        HandshakesCommand.UsersOption, order.Connections,
        HandshakesCommand.LoadOption, order.Times.Total.ToString(CultureInfo.InvariantCulture),
    ]) with
    {
        Environment = new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" },
    };

    public override ToolReading Read(ProcessEnd end, ToolOrder order) => Parse(end.Output);

    public static ToolReading Parse(string output)
    {
        try
        {
            HandshakeFigures figures = JsonSerializer.Deserialize(output, HandshakeJson.Default.HandshakeFigures)!;
            return new ToolReading(figures.Requests, figures.Failed);
        }
        catch (JsonException)
        {
            throw ToolException.NoFigures("JSON with figures", output);
        }
    }
}
