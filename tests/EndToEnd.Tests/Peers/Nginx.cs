using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>A real nginx in front of an upstream on this machine, in a folder of its own; both are gone after <see cref="DisposeAsync"/>.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const int MostAttempts = 5;

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly Task<string> _standardError;

    private Nginx(Process process, string folder, int port)
    {
        _process = process;
        _standardError = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Its configuration, logs and pid file.</summary>
    public string Folder { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>Skips the test, or fails it, where there is no nginx.</summary>
    /// <returns>An nginx that accepts connections.</returns>
    public static Task<Nginx> StartAsync(int upstreamPort, CancellationToken cancellationToken, int workers = 1) =>
        StartAsync(upstreamPort, workers, FreePort, cancellationToken);

    /// <param name="choosePort">Asked again when another process took the port meanwhile.</param>
    public static async Task<Nginx> StartAsync(int upstreamPort, int workers, Func<int> choosePort, CancellationToken cancellationToken)
    {
        string binary = Peer.Require("nginx", "apt-get install -y --no-install-recommends nginx-light");
        for (int attempt = 1; ; attempt++)
        {
            Nginx nginx = Launch(binary, choosePort(), upstreamPort, workers);
            try
            {
                await nginx.WaitUntilReadyAsync(cancellationToken);
                return nginx;
            }
            catch (PortTakenException) when (attempt < MostAttempts)
            {
                await nginx.DisposeAsync();
            }
            catch
            {
                await nginx.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Free when asked; another process may take it at once.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _standardError;
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static Nginx Launch(string binary, int port, int upstreamPort, int workers)
    {
        string folder = Directory.CreateTempSubdirectory("hotpath-nginx-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, NginxConfiguration.TempFolder));
        string configuration = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(configuration, NginxConfiguration.Write(port, upstreamPort, workers));

        ProcessStartInfo start = new(binary) { RedirectStandardError = true, WorkingDirectory = folder };
        foreach (string argument in new[] { "-p", folder, "-c", configuration, "-e", Path.Combine(folder, NginxConfiguration.ErrorLog) })
        {
            start.ArgumentList.Add(argument);
        }

        return new Nginx(Process.Start(start)!, folder, port);
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        long startedAt = Stopwatch.GetTimestamp();
        while (!(HoldsThePort() && await AcceptsAsync(cancellationToken)))
        {
            if (_process.HasExited)
            {
                throw Stopped(await _standardError);
            }

            if (Stopwatch.GetElapsedTime(startedAt) > ReadyWithin)
            {
                throw new TimeoutException($"nginx did not serve {Address} within {ReadyWithin.TotalSeconds} s; see {Folder} for its configuration.");
            }

            await Task.Delay(PollEvery, cancellationToken);
        }
    }

    /// <summary>nginx writes its pid after it has bound: a connection alone might be another process's, on a port that nginx did not get.</summary>
    private bool HoldsThePort()
    {
        string file = Path.Combine(Folder, NginxConfiguration.PidFile);
        return File.Exists(file) && File.ReadAllText(file).Trim() == _process.Id.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false; // Not yet, or never: the loop above decides.
        }
    }

    private InvalidOperationException Stopped(string standardError) =>
        standardError.Contains("Address already in use", StringComparison.Ordinal)
            ? new PortTakenException($"Another process took port {Port} before nginx could.")
            : new InvalidOperationException($"nginx ended with exit code {_process.ExitCode} before it served: {standardError}");

    private sealed class PortTakenException(string message) : InvalidOperationException(message);
}
