using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HotPath.Soak.Gateway;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Tests.Load.Http3;

namespace HotPath.Soak.Tests.Gateway;

/// <summary>A gateway as its process runs it, with all that a client learns of it read from what it prints.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<HttpClient> _clients = [];
    private readonly Task<int> _run;

    private RunningGateway(GatewaySettings settings, IReadOnlyList<GatewayAddress> addresses, TextWriter output)
    {
        _run = GatewayHost.RunAsync(settings, addresses, output, _stop.Token);
    }

    /// <summary>As printed, in the order given.</summary>
    public IReadOnlyList<Uri> Addresses { get; private set; } = [];

    /// <summary>Null without <c>https://</c> and <c>h3://</c>.</summary>
    public string? AuthorityPath { get; private set; }

    /// <summary>Trusts the gateway's authority and no other.</summary>
    public X509ChainPolicy Trust => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(AuthorityPath!) },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    /// <param name="settings">What it simulates.</param>
    /// <param name="addresses">As on the command line.</param>
    public static async Task<RunningGateway> StartAsync(GatewaySettings settings, params string[] addresses)
    {
        Pipe output = new();
        using StreamReader lines = new(output.Reader.AsStream());
        RunningGateway gateway = new(settings, [.. addresses.Select(Parse)], new StreamWriter(output.Writer.AsStream()));
        while (gateway.Addresses.Count == 0)
        {
            Task<string?> line = lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
            await await Task.WhenAny(line, gateway._run);
            string[] words = (await line)!.Split(' ');
            if (words[0] == "CA") gateway.AuthorityPath = words[1];
            if (words[0] == "READY") gateway.Addresses = [.. words[1..].Select(word => new Uri(word))];
        }

        return gateway;
    }

    /// <summary>One of every scheme that this machine can speak.</summary>
    public static Task<RunningGateway> StartAsync(GatewaySettings settings) =>
        StartAsync(settings, ["http://127.0.0.1:0", "h2c://127.0.0.1:0", "https://127.0.0.1:0", .. QuicLibrary.IsThere ? (string[])["h3://127.0.0.1:0"] : []]);

    /// <summary>A client with the key that speaks exactly this version, over one connection where it is HTTP/2 or HTTP/3; disposed with the gateway. Skips the test without QUIC.</summary>
    public HttpClient Client(string scheme, int version)
    {
        if (version == 3) Quic.Require();
        SocketsHttpHandler handler = new() { UseProxy = false };
        if (scheme is "https" or "h3") handler.SslOptions.CertificateChainPolicy = Trust;
        Uri address = Addresses.Single(address => address.Scheme == scheme);
        HttpClient client = new(handler)
        {
            BaseAddress = scheme switch
            {
                "h2c" => new UriBuilder(address) { Scheme = "http" }.Uri,
                "h3" => new UriBuilder(address) { Scheme = "https" }.Uri,
                _ => address,
            },
            DefaultRequestVersion = version switch { 3 => HttpVersion.Version30, 2 => HttpVersion.Version20, _ => HttpVersion.Version11 },
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKeys.Default);
        _clients.Add(client);
        return client;
    }

    /// <summary>Asks until the figures are as they must become.</summary>
    public static async Task<JsonElement> StatsWhenAsync(HttpClient client, Func<JsonElement, bool> isThere)
    {
        while (true)
        {
            JsonElement stats = await GatewayFixture.JsonOf(await client.GetAsync("/stats", TestContext.Current.CancellationToken));
            if (isThere(stats)) return stats;

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <returns>The process's exit code.</returns>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HttpClient client in _clients) client.Dispose();
        await StopAsync();
        _stop.Dispose();
    }

    private static GatewayAddress Parse(string text) =>
        GatewayAddress.TryParse(text, out GatewayAddress? address, out string? problem) ? address : throw new ArgumentException(problem, nameof(text));
}
