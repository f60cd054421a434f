using System.CommandLine;
using HotPath.Soak.Gateway;
using HotPath.Soak.Machine;
using HotPath.Soak.Runs;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Commands;

/// <summary><c>gateway</c>: the simulated gateway alone.</summary>
internal static class GatewayCommand
{
    private const string DefaultAddress = "http://127.0.0.1:8080";

    public static Command Build()
    {
        Option<string[]> listen = new("--listen")
        {
            HelpName = "ADDRESS",
            Description = $"Where to listen, for example http://127.0.0.1:8080 (port 0: any free one). Repeatable. Default: {DefaultAddress}.",
        };
        Option<string?> configuration = new("--config") { HelpName = "FILE", Description = "What to simulate: a JSON file in the form of a scenario's gateway part." };
        Option<bool> untilInputCloses = new("--until-input-closes") { Description = "Ends with its standard input, as a child process should.", Hidden = true };
        Command command = new("gateway", "Serves a simulated OpenAI-compatible gateway; prints READY and its addresses when it does.") { listen, configuration, untilInputCloses };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(listen) is { Length: > 0 } addresses ? addresses : [DefaultAddress],
            parsed.GetValue(configuration),
            parsed.GetValue(untilInputCloses),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> RunAsync(string[] listen, string? configuration, bool untilInputCloses, TextWriter output)
    {
        List<string> problems = [];
        GatewaySettings settings = ReadSettings(configuration, problems);
        List<GatewayAddress> addresses = [];
        foreach (string text in listen)
        {
            if (GatewayAddress.TryParse(text, out GatewayAddress? address, out string? problem)) addresses.Add(address);
            else problems.Add($"--listen: {problem}");
            if (address is { Scheme: GatewayScheme.H3 } && !QuicLibrary.IsThere) problems.Add($"--listen: '{text}' is HTTP/3, and there is no QUIC on this machine; {QuicLibrary.Remedy}.");
        }

        if (problems.Count > 0) throw new BadInputException(problems);

        using EndSignals signals = new();

        // A child shares its parent's terminal, so Ctrl+C reaches both; only the parent decides when the gateway may go.
        return untilInputCloses
            ? await GatewayHost.RunUntilInputClosesAsync(settings, addresses, Console.In, output, CancellationToken.None, ownsProcess: true).ConfigureAwait(false)
            : await GatewayHost.RunAsync(settings, addresses, output, signals.Stop, ownsProcess: true).ConfigureAwait(false);
    }

    private static GatewaySettings ReadSettings(string? file, List<string> problems)
    {
        if (file is null) return new GatewaySettings();

        try
        {
            GatewayReading reading = ScenarioReader.ReadGateway(File.ReadAllBytes(file), file);
            problems.AddRange(reading.Problems.Select(problem => problem.ToString()));
            GatewaySettings settings = reading.Settings ?? new GatewaySettings();
            problems.AddRange(ScenarioSecrets.Problems(settings));
            return settings;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            problems.Add($"--config is '{file}', which cannot be read ({problem.Message}); a readable JSON file is expected.");
            return new GatewaySettings();
        }
    }
}
