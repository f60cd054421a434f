using HotPath.Gate.Machine;

namespace HotPath.Gate.Revisions;

/// <summary>The dotnet command, started without what would outlive it: a build server that stays takes CPU from what is measured next.</summary>
internal static class DotnetHost
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en", // what it says of errors is read
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
    };

    public static string Path { get; } = System.IO.Path.GetFileNameWithoutExtension(System.Environment.ProcessPath ?? "") == "dotnet"
        ? System.Environment.ProcessPath!
        : System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static async Task<ProcessEnd> RunAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await using ChildProcess process = ChildProcess.Start(new Launch(Path, arguments) { Folder = folder, Environment = Environment }, pin: null);
        return await process.EndAsync(cancellationToken).ConfigureAwait(false);
    }
}
