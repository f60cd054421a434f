using System.Diagnostics;

namespace HotPath.EndToEnd.Tests;

/// <summary>The dotnet command as a user types it, run to its end.</summary>
internal static class DotnetCommand
{
    /// <summary>Ends it with its whole tree when cancelled.</summary>
    /// <param name="folder">Where it is typed.</param>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using Process process = Start(folder, arguments);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Runs what must succeed: the test fails with all that was said otherwise.</summary>
    /// <returns>Its whole output.</returns>
    public static async Task<string> RunSuccessfullyAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string[] all = [.. arguments];
        (int exitCode, string output, string error) = await RunAsync(folder, all, cancellationToken);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', all)} left with {exitCode}: {error}{output}");
        return output;
    }

    public static Process Start(string folder, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a build server that outlives the test would hold its folders
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return Process.Start(start)!;
    }
}
