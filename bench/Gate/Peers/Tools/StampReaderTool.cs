using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using HotPath.Gate.Commands;
using HotPath.Gate.Peers.Arrivals;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Tools;

/// <summary>Reads the stamps of paced streams and nothing else: what it says of lateness is the server's. This program again, so that its CPU is its own.</summary>
internal sealed class StampReaderTool : PeerTool
{
    public override string Name => "stamp-reader";

    public override string Install => "it is part of hotpath-gate";

    public override bool LeavesOutWarmUp => true;

    public override string? Find() => Executables.Own([]).FileName;

    public override Task<string?> VersionAsync(string program, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(RuntimeInformation.FrameworkDescription);

    public override string? WhyNot(Work work) => work.IsPaced ? null : "it reads stamped events alone";

    public override Launch Prepare(string program, ToolOrder order)
    {
        List<string> arguments =
        [
            PeersCommand.Name, ArrivalsCommand.Name,
            ArrivalsCommand.AddressOption, order.Address.AbsoluteUri,
            ArrivalsCommand.StreamsOption, order.Connections,
            ArrivalsCommand.WarmUpOption, order.Times.WarmUp.ToString(CultureInfo.InvariantCulture),
            ArrivalsCommand.LoadOption, order.Times.Load.ToString(CultureInfo.InvariantCulture),
        ];
        if (order.Work.OverHttp2 == true) arguments.Add(ArrivalsCommand.Http2Option);
        return Executables.Own(arguments) with
        {
            Environment = new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" },
        };
    }

    public override ToolReading Read(ProcessEnd end, ToolOrder order) => Parse(end.Output);

    public static ToolReading Parse(string output)
    {
        try
        {
            ArrivalFigures figures = JsonSerializer.Deserialize(output, ArrivalJson.Default.ArrivalFigures)!;
            return new ToolReading(figures.Requests, figures.Failed) { ArrivalP50Ms = figures.P50Ms, ArrivalP99Ms = figures.P99Ms };
        }
        catch (JsonException)
        {
            throw ToolException.NoFigures("JSON with figures", output);
        }
    }
}
