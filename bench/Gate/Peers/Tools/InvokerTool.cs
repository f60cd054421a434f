using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using HotPath.Gate.Commands;
using HotPath.Gate.Peers.Invoker;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Tools;

/// <summary>What one would write with the framework: HttpMessageInvoker and SseParser as they come. This program again, so that its CPU is its own.</summary>
internal sealed class InvokerTool : PeerTool
{
    public override string Name => "httpmessageinvoker";

    public override string Install => "it is part of hotpath-gate";

    public override bool LeavesOutWarmUp => true;

    /// <summary>With one core for itself the framework's client is compiled for good only then; a comparison after a few seconds would flatter all others.</summary>
    public override int LeastWarmUp => 25;

    public override string? Find() => Executables.Own([]).FileName;

    public override Task<string?> VersionAsync(string program, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(RuntimeInformation.FrameworkDescription);

    public override string? WhyNot(Work work) => WhyNotSpoken(work)
        ?? (work.Reconnects ? "it keeps its connections" : work.RatePerSecond is null ? null : "it is a closed loop");

    public override Launch Prepare(string program, ToolOrder order)
    {
        List<string> arguments =
        [
            PeersCommand.Name, InvokerCommand.Name,
            InvokerCommand.AddressOption, order.Address.AbsoluteUri,
            InvokerCommand.UsersOption, order.Connections,
            InvokerCommand.WarmUpOption, order.Times.WarmUp.ToString(CultureInfo.InvariantCulture),
            InvokerCommand.LoadOption, order.Times.Load.ToString(CultureInfo.InvariantCulture),
        ];
        if (order.Work.Streams) arguments.Add(InvokerCommand.StreamOption);
        if (order.Work.IsPaced) arguments.Add(InvokerCommand.GapsOption);
        return Executables.Own(arguments);
    }

    public override ToolReading Read(ProcessEnd end, ToolOrder order) => Parse(end.Output);

    public static ToolReading Parse(string output)
    {
        try
        {
            InvokerFigures figures = JsonSerializer.Deserialize(output, InvokerJson.Default.InvokerFigures)!;
            return new ToolReading(figures.Requests, figures.Failed) { P50Ms = figures.P50Ms, P99Ms = figures.P99Ms };
        }
        catch (JsonException)
        {
            throw ToolException.NoFigures("JSON with figures", output);
        }
    }
}
