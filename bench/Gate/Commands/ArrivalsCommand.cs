using System.CommandLine;
using System.Text.Json;
using HotPath.Gate.Peers.Arrivals;

namespace HotPath.Gate.Commands;

/// <summary>The reader of stamps that <c>peers</c> starts as a process of its own; not for users.</summary>
internal static class ArrivalsCommand
{
    public const string Name = "run-stamp-reader";

    public const string AddressOption = "--address";
    public const string StreamsOption = "--streams";
    public const string WarmUpOption = "--warm-up";
    public const string LoadOption = "--load";
    public const string Http2Option = "--http2";

    public static Command Build()
    {
        Option<string> address = new(AddressOption) { Required = true };
        Option<int> streams = new(StreamsOption) { Required = true };
        Option<int> warmUp = new(WarmUpOption) { Required = true };
        Option<int> load = new(LoadOption) { Required = true };
        Option<bool> http2 = new(Http2Option);
        Command command = new(Name, "Holds streams open, and prints how late their events came.") { address, streams, warmUp, load, http2 };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            ArrivalOptions options = new(
                new Uri(parsed.GetRequiredValue(address)),
                parsed.GetRequiredValue(streams),
                TimeSpan.FromSeconds(parsed.GetRequiredValue(warmUp)),
                TimeSpan.FromSeconds(parsed.GetRequiredValue(load)),
                parsed.GetValue(http2));
            using ArrivalLoad run = new(options, TimeProvider.System);
            ArrivalFigures figures = run.RunAsync(CancellationToken.None).GetAwaiter().GetResult();
            parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(figures, ArrivalJson.Default.ArrivalFigures));
            return ExitCode.Success;
        });
        return command;
    }
}
