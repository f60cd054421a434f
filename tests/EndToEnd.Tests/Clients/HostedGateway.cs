using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Content;
using HotPath.Soak.Gateway;
using HotPath.Soak.Scenarios;

namespace HotPath.EndToEnd.Tests.Clients;

/// <summary>The simulated gateway on real sockets of this process, over HTTP/1.1 and over TLS; answers at once, ten tokens.</summary>
public sealed class HostedGateway : IAsyncLifetime
{
    public const int Tokens = 10;

    private readonly CancellationTokenSource _stop = new();
    private readonly Pipe _output = new();
    private Task _run = Task.CompletedTask;
    private HttpClient? _client;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public Uri SecureAddress { get; private set; } = new("https://localhost");

    /// <summary>That of the gateway's own authority, and no other.</summary>
    public X509ChainPolicy Trust { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        GatewaySettings settings = new()
        {
            TimeToFirstToken = Distribution.Constant(0),
            InterTokenLatency = Distribution.Constant(0),
            Tokens = Distribution.Constant(Tokens),
        };
        using StreamReader lines = new(_output.Reader.AsStream());
        _run = GatewayHost.RunAsync(
            settings,
            [GatewayAddress.AnyLocalPort, GatewayAddress.AnyLocalPort with { Scheme = GatewayScheme.Https }],
            new StreamWriter(_output.Writer.AsStream()),
            _stop.Token);

        string authority = await LineAsync(lines, "CA ");
        Trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(authority) },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        string[] addresses = (await LineAsync(lines, "READY ")).Split(' ');
        Address = new Uri(addresses[0]);
        SecureAddress = new Uri(addresses[1]);
        _client = new HttpClient { BaseAddress = Address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKeys.Default);
    }

    /// <returns>The text of an answer with this seed.</returns>
    public static string TextOf(long seed)
    {
        Span<byte> token = stackalloc byte[SimulatedText.MaxTokenBytes];
        StringBuilder text = new();
        for (int index = 0; index < Tokens; index++)
        {
            text.Append(Encoding.UTF8.GetString(token[..SimulatedText.WriteToken(seed, index, token)]));
        }

        return text.ToString();
    }

    /// <summary>Puts faults in the place of all that were.</summary>
    public async Task SetFaultsAsync(string faults)
    {
        using StringContent body = new(faults, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _client!.PostAsync("/admin/faults", body, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <returns>Answers given by <paramref name="route"/> so far with <paramref name="status"/>.</returns>
    public async Task<long> AnswersAsync(string route, int status)
    {
        JsonElement stats = JsonElement.Parse(await _client!.GetStringAsync("/stats", TestContext.Current.CancellationToken));
        return stats.GetProperty("requests").GetProperty(route).TryGetProperty($"{status}", out JsonElement count) ? count.GetInt64() : 0;
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private async Task<string> LineAsync(StreamReader lines, string prefix)
    {
        Task<string?> line = lines.ReadLineAsync();
        await await Task.WhenAny(line, _run);
        Assert.StartsWith(prefix, await line, StringComparison.Ordinal);
        return (await line)![prefix.Length..];
    }
}
