using System.Diagnostics;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>The embedded simulated gateway: this program again, as a child that ends when its standard input closes.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const string ReadyPrefix = "READY ";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private GatewayProcess(Process process, Uri api)
    {
        _process = process;
        Api = api;
    }

    /// <summary>Its API, for example <c>http://127.0.0.1:41234/v1</c>.</summary>
    public Uri Api { get; }

    public bool HasExited => _process.HasExited;

    public static async Task<GatewayProcess> StartAsync(GatewaySettings settings, CancellationToken cancellationToken)
    {
        string configuration = Path.Combine(Path.GetTempPath(), $"hotpath-gateway-{Guid.NewGuid():N}.json");
        await File.WriteAllBytesAsync(configuration, ScenarioWriter.WriteGateway(settings), cancellationToken).ConfigureAwait(false);
        try
        {
            Process process = Process.Start(StartInfo(configuration))
                ?? throw new InvalidOperationException("The gateway process could not be started.");
            try
            {
                using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                timeout.CancelAfter(LongestStart);
                string? line = await process.StandardOutput.ReadLineAsync(timeout.Token).ConfigureAwait(false);
                return line?.StartsWith(ReadyPrefix, StringComparison.Ordinal) == true
                    ? new GatewayProcess(process, new Uri(new Uri(line[ReadyPrefix.Length..].Split(' ')[0]), "/v1"))
                    : throw new InvalidOperationException($"The gateway process said '{line}' where '{ReadyPrefix}ADDRESS' was expected.");
            }
            catch
            {
                process.Kill();
                process.Dispose();
                throw;
            }
        }
        finally
        {
            File.Delete(configuration);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using CancellationTokenSource timeout = new(LongestEnd);
        try
        {
            await _process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string configuration)
    {
        ProcessStartInfo start = new() { RedirectStandardInput = true, RedirectStandardOutput = true };

        // The program's own executable where it runs as one; else the runtime that hosts it, with its assembly.
        string own = typeof(GatewayProcess).Assembly.Location;
        string running = Environment.ProcessPath ?? "";
        if (Path.GetFileNameWithoutExtension(running) == Path.GetFileNameWithoutExtension(own))
        {
            start.FileName = running;
        }
        else
        {
            start.FileName = Path.GetFileNameWithoutExtension(running) == "dotnet" ? running : "dotnet";
            start.ArgumentList.Add(own);
        }

        foreach (string argument in (string[])["gateway", "--listen", "http://127.0.0.1:0", "--config", configuration, "--until-input-closes"])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
