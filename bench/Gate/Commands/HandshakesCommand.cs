using System.CommandLine;
using System.Text.Json;
using HotPath.Gate.Peers.Handshakes;

namespace HotPath.Gate.Commands;

/// <summary>The bare SslStream that <c>peers</c> starts as a process of its own; not for users.</summary>
internal static class HandshakesCommand
{
    public const string Name = "run-sslstream";

    public const string AddressOption = "--address";
    public const string UsersOption = "--users";
    public const string LoadOption = "--load";

    public static Command Build()
    {
        Option<string> address = new(AddressOption) { Required = true };
        Option<int> users = new(UsersOption) { Required = true };
        Option<int> load = new(LoadOption) { Required = true };
        Command command = new(Name, "Makes one connection after the other, and prints how many.") { address, users, load };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            HandshakeOptions options = new(new Uri(parsed.GetRequiredValue(address)), parsed.GetRequiredValue(users), TimeSpan.FromSeconds(parsed.GetRequiredValue(load)));
            HandshakeFigures figures = new HandshakeLoad(options).RunAsync(CancellationToken.None).GetAwaiter().GetResult();
            parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(figures, HandshakeJson.Default.HandshakeFigures));
            return ExitCode.Success;
        });
        return command;
    }
}
