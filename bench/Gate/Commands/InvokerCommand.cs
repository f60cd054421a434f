using System.CommandLine;
using System.Text.Json;
using HotPath.Gate.Peers.Invoker;

namespace HotPath.Gate.Commands;

/// <summary>The built-in generator that <c>peers</c> starts as a process of its own; not for users.</summary>
internal static class InvokerCommand
{
    public const string Name = "run-httpmessageinvoker"; // not the tool's own, which is a value of --tool: the parser takes a known word for a command

    public const string AddressOption = "--address";
    public const string UsersOption = "--users";
    public const string WarmUpOption = "--warm-up";
    public const string LoadOption = "--load";
    public const string StreamOption = "--stream";
    public const string GapsOption = "--gaps";

    public static Command Build()
    {
        Option<string> address = new(AddressOption) { Required = true };
        Option<int> users = new(UsersOption) { Required = true };
        Option<int> warmUp = new(WarmUpOption) { Required = true };
        Option<int> load = new(LoadOption) { Required = true };
        Option<bool> stream = new(StreamOption);
        Option<bool> gaps = new(GapsOption);
        Command command = new(Name, "Loads one address, and prints what it measured.") { address, users, warmUp, load, stream, gaps };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            InvokerOptions options = new(
                new Uri(parsed.GetRequiredValue(address)),
                parsed.GetRequiredValue(users),
                TimeSpan.FromSeconds(parsed.GetRequiredValue(warmUp)),
                TimeSpan.FromSeconds(parsed.GetRequiredValue(load)),
                parsed.GetValue(stream),
                parsed.GetValue(gaps));
            using InvokerLoad run = new(options, TimeProvider.System);
            InvokerFigures figures = run.RunAsync(CancellationToken.None).GetAwaiter().GetResult();
            parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(figures, InvokerJson.Default.InvokerFigures));
            return ExitCode.Success;
        });
        return command;
    }
}
