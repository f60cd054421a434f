using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HotPath.Http;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>The rules that a scenario makes in a gateway before its run, through the gateway's own administration, and takes back after it.</summary>
internal sealed class GatewayRules : IDisposable
{
    private const int LongestSaid = 300;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestInAHurry = TimeSpan.FromSeconds(1);

    private readonly Scenario _scenario;
    private readonly Uri _api;
    private readonly HttpClient _client;

    /// <param name="scenario">With its secrets in place.</param>
    /// <param name="api">Of the target; what begins with / is a path there.</param>
    public GatewayRules(Scenario scenario, Uri api, TlsSettings? tls)
    {
        _scenario = scenario;
        _api = api;
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, SslOptions = OptionsOf(tls) }) { Timeout = Longest };
    }

    /// <exception cref="RunRefusedException">A call failed: nothing was sent yet, but what calls before it made is there.</exception>
    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        foreach (AdminCall call in _scenario.Setup)
        {
            string? problem = await TrySendAsync(call, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (problem is not null) throw RunRefusedException.SetupFailed(problem);
        }
    }

    /// <param name="hurry">From when on an answer is hardly waited for; the calls are made all the same.</param>
    /// <returns>What could not be taken back, as sentences.</returns>
    public async Task<IReadOnlyList<string>> UndoAsync(CancellationToken hurry)
    {
        List<string> problems = [];
        foreach (AdminCall call in _scenario.Teardown)
        {
            using CancellationTokenSource late = new();
            using CancellationTokenRegistration hurried = hurry.Register(() => late.CancelAfter(LongestInAHurry));
            if (await TrySendAsync(call, late.Token).ConfigureAwait(false) is { } problem) problems.Add(problem);
        }

        return problems;
    }

    public void Dispose() => _client.Dispose();

    /// <returns>What went wrong, as a sentence; null: nothing.</returns>
    private async Task<string?> TrySendAsync(AdminCall call, CancellationToken cancellationToken)
    {
        Uri url = new(_api, call.Url);
        using HttpRequestMessage request = MessageOf(call, url);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (call.Allows((int)response.StatusCode)) return null;

            string text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return $"{call.Method} {url} was answered with {(int)response.StatusCode}{(text.Length == 0 ? "" : $": {Shortened(text)}")}.";
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return $"{call.Method} {url} was not answered ({problem.Message}).";
        }
        catch (OperationCanceledException)
        {
            return $"{call.Method} {url} was not answered in time.";
        }
    }

    private HttpRequestMessage MessageOf(AdminCall call, Uri url)
    {
        HttpRequestMessage request = new(HttpMethod.Parse(call.Method), url);
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", call.ContentType);
        }

        foreach ((string name, string value) in call.Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (call.Url.StartsWith('/') && _scenario.Target.Transport != Transport.Http1)
        {
            request.Version = TargetClient.VersionOf(_scenario.Target.Transport);
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact; // HTTP/2 in the clear, and a target of HTTP/3 alone, can be spoken to in no other way
        }

        return request;
    }

    private static string Shortened(string text) => text.Length <= LongestSaid ? text.Trim() : $"{text[..LongestSaid].Trim()}...";

    private static SslClientAuthenticationOptions OptionsOf(TlsSettings? tls)
    {
        SslClientAuthenticationOptions options = new();
        if (tls is null) return options;

        if (!tls.Verify)
        {
#pragma warning disable CA5359 // the scenario says so, of this target
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (tls.CustomRoots is { } roots)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        if (tls.ClientCertificate is { } certificate) options.ClientCertificates = [certificate];
        return options;
    }
}
