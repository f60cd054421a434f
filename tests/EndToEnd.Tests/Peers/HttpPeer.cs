using System.Diagnostics;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>A server of somebody else's that says over HTTP when it is ready; gone with its whole tree after <see cref="DisposeAsync"/>.</summary>
internal sealed class HttpPeer : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly Task<string> _output;

    private HttpPeer(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        _output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }

    /// <param name="ready">Answers 2xx when the server is there.</param>
    public static async Task<HttpPeer> StartAsync(string binary, IEnumerable<string> arguments, Uri ready, CancellationToken cancellationToken)
    {
        HttpPeer server = new(Process.Start(new ProcessStartInfo(binary, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!);
        try
        {
            await server.WaitUntilReadyAsync(ready, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await Task.WhenAll(_error, _output);
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(Uri ready, CancellationToken cancellationToken)
    {
        using HttpClient client = new();
        for (long startedAt = Stopwatch.GetTimestamp(); ; await Task.Delay(PollEvery, cancellationToken))
        {
            if (_process.HasExited) throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with {_process.ExitCode}: {await _error}{await _output}");
            if (Stopwatch.GetElapsedTime(startedAt) > ReadyWithin) throw new TimeoutException($"{ready} did not answer within {ReadyWithin.TotalSeconds} s.");

            try
            {
                using HttpResponseMessage answer = await client.GetAsync(ready, cancellationToken);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not yet, or never: the loop decides.
            }
        }
    }
}
