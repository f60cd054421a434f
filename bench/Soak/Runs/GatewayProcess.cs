using System.Diagnostics;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>The embedded simulated gateway: this program again, as a child that ends when its standard input closes.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const string ReadyPrefix = "READY ";
    private const string CaPrefix = "CA ";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(3);

    private readonly Process _process;

    private GatewayProcess(Process process, Uri api, string? caFile)
    {
        _process = process;
        Api = api;
        CaFile = caFile;
        Ended = process.WaitForExitAsync();
    }

    /// <summary>Its API, for example <c>http://127.0.0.1:41234/v1</c>.</summary>
    public Uri Api { get; }

    /// <summary>Ends when the process is gone.</summary>
    public Task Ended { get; }

    /// <summary>The certificate that signed its own, where it serves over TLS.</summary>
    public string? CaFile { get; }

    /// <summary>Serves what the scenario's load will speak: HTTP/1.1 or HTTP/2, over TLS where the scenario has a <c>tls</c> part, or HTTP/3, which is always.</summary>
    public static async Task<GatewayProcess> StartAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        string configuration = Path.Combine(Path.GetTempPath(), $"hotpath-gateway-{Guid.NewGuid():N}.json");
        await File.WriteAllBytesAsync(configuration, ScenarioWriter.WriteGateway(scenario.Gateway), cancellationToken).ConfigureAwait(false);
        try
        {
            Process process = Process.Start(StartInfo(AddressFor(scenario.Target), configuration))
                ?? throw new InvalidOperationException("The gateway process could not be started.");
            try
            {
                using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                timeout.CancelAfter(LongestStart);
                return await WhenReadyAsync(process, timeout.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill();
                process.Dispose();
                throw new TimeoutException($"The gateway process was not ready within {LongestStart.TotalSeconds:0} s.");
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

    private static async Task<GatewayProcess> WhenReadyAsync(Process process, CancellationToken cancellationToken)
    {
        string? caFile = null;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(CaPrefix, StringComparison.Ordinal)) caFile = line[CaPrefix.Length..];
            if (!line.StartsWith(ReadyPrefix, StringComparison.Ordinal)) continue;

            // h2c and h3 say which HTTP is spoken; the address of a request is http or https all the same.
            UriBuilder address = new(line[ReadyPrefix.Length..].Split(' ')[0]) { Path = "/v1" };
            address.Scheme = address.Scheme switch { "h2c" => Uri.UriSchemeHttp, "h3" => Uri.UriSchemeHttps, var other => other };
            return new GatewayProcess(process, address.Uri, caFile);
        }

        throw new InvalidOperationException($"The gateway process ended before it said {ReadyPrefix.Trim()}.");
    }

    private static string AddressFor(TargetSettings target) => target switch
    {
        { Transport: Transport.Http3 } => "h3://localhost:0",
        { Tls: not null } => "https://localhost:0", // a name, since .NET resumes no session with an address
        { Transport: Transport.Http2 } => "h2c://127.0.0.1:0",
        _ => "http://127.0.0.1:0",
    };

    private static ProcessStartInfo StartInfo(string address, string configuration)
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

        foreach (string argument in (string[])["gateway", "--listen", address, "--config", configuration, "--until-input-closes"])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
