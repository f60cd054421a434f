using System.Diagnostics;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>A program of somebody else's that is run to its end.</summary>
internal static class PeerCommand
{
    /// <summary>Ends the program with its whole tree when cancelled; fails the test when it does not exit with 0.</summary>
    /// <param name="input">Its whole standard input.</param>
    /// <returns>Its whole standard output.</returns>
    public static async Task<string> RunAsync(string binary, IEnumerable<string> arguments, string input, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(binary, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);

            Assert.True(process.ExitCode == 0, $"{string.Join(' ', start.ArgumentList.Prepend(binary))} left with {process.ExitCode}: {await error}{await output}");
            return await output;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
