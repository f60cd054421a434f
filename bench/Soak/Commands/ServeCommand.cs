using System.CommandLine;
using HotPath.Soak.Service;

namespace HotPath.Soak.Commands;

/// <summary><c>serve</c>: the service that starts, watches and stops runs over its API.</summary>
internal static class ServeCommand
{
    public const string DefaultAddress = "http://127.0.0.1:5080";

    public static Command Build()
    {
        Option<string> listen = new("--listen") { HelpName = "ADDRESS", Description = "Where to listen.", DefaultValueFactory = _ => DefaultAddress };
        Command command = new("serve", "Serves the API that starts, watches and stops runs.") { listen };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(listen)!, parsed.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> RunAsync(string listen, TextWriter output)
    {
        if (!Uri.TryCreate(listen, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp)
        {
            throw new BadInputException([$"--listen is '{listen}'; an address such as {DefaultAddress} is expected."]);
        }

        using EndSignals signals = new();
        try
        {
            await ServiceApp.RunAsync(address, RunCommand.ResultsRoot, output, signals.Stop).ConfigureAwait(false);
        }
        catch (IOException problem)
        {
            throw new BadInputException([$"--listen is '{listen}', which cannot be listened at ({problem.Message}); a free address is expected. Choose another port."]);
        }

        return ExitCode.Pass;
    }
}
