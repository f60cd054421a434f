using System.Net;
using System.Net.Sockets;
using HotPath.Soak.Scenarios;
using Microsoft.AspNetCore.Connections;

namespace HotPath.Soak.Gateway;

/// <summary>Runs the gateway until it is told to stop.</summary>
internal static class GatewayHost
{
    /// <summary>
    /// Prints, when it serves, one line <c>READY</c> and the addresses in the order given; where one is <c>https://</c>, before it one
    /// line <c>CA</c> and the path of a PEM file with the certificate to trust, which is there as long as the gateway. Ends when cancelled.
    /// </summary>
    /// <param name="ownsProcess">Nothing else is done in this process.</param>
    /// <exception cref="GatewayStartException">An address cannot be listened at.</exception>
    public static async Task<int> RunAsync(
        GatewaySettings settings, IReadOnlyList<GatewayAddress> addresses, TextWriter output, CancellationToken cancellationToken, bool ownsProcess = false)
    {
        using GatewayCertificates? certificates = CertificatesFor(addresses);
        await using WebApplication app = GatewayApp.Build(settings, addresses, certificates?.Server, ownsProcess);
        await StartAsync(app, addresses);

        if (certificates is not null) await output.WriteLineAsync($"CA {certificates.WriteAuthority()}");
        await output.WriteLineAsync("READY " + string.Join(' ', addresses.Zip(app.Urls, (address, url) => address.ToClient(new Uri(url).Port))));
        await output.FlushAsync(CancellationToken.None);

        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync(CancellationToken.None);
        return 0;
    }

    /// <summary>The same for a child process: ends as well when <paramref name="input"/> does, which it does when the parent is gone.</summary>
    /// <exception cref="GatewayStartException">An address cannot be listened at.</exception>
    public static async Task<int> RunUntilInputClosesAsync(
        GatewaySettings settings, IReadOnlyList<GatewayAddress> addresses, TextReader input, TextWriter output, CancellationToken cancellationToken, bool ownsProcess = false)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<int> run = RunAsync(settings, addresses, output, stop.Token, ownsProcess);
        await Task.WhenAny(run, WhenInputCloses(input));
        await stop.CancelAsync();
        return await run;
    }

    // A thread of its own: reading the console blocks, whatever the method is called.
    private static Task WhenInputCloses(TextReader input) => Task.Factory.StartNew(
        () =>
        {
            while (input.ReadLine() is not null)
            {
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static GatewayCertificates? CertificatesFor(IReadOnlyList<GatewayAddress> addresses)
    {
        IPAddress[] secured = [.. addresses.Where(address => address.IsSecure).Select(address => address.EndPoint.Address)];
        return secured.Length == 0 ? null : new GatewayCertificates(secured);
    }

    private static async Task StartAsync(WebApplication app, IReadOnlyList<GatewayAddress> addresses)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw GatewayStartException.PortInUse(FirstNotBound(), exception);
        }
        catch (SocketException exception)
        {
            throw GatewayStartException.Refused(FirstNotBound(), exception);
        }

        // They are bound one after the other, and each is listed once it is.
        GatewayAddress FirstNotBound() => addresses[app.Urls.Count];
    }
}
