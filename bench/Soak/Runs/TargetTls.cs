using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HotPath.Http;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>Turns a scenario's <c>tls</c> part into what connections are secured with: reads the files it names.</summary>
internal static class TargetTls
{
    /// <param name="url">Of the target; null: the embedded gateway.</param>
    /// <returns>Each file that cannot be used, and why there can be no HTTP/3 where it is asked for; as sentences.</returns>
    public static IEnumerable<string> Problems(TargetSettings settings, Uri? url)
    {
        if (settings.Transport == Transport.Http3)
        {
            if (url is { Scheme: var scheme } && scheme == Uri.UriSchemeHttp)
            {
                yield return $"target.transport is http3, which is spoken over TLS alone, and the target's address {url} says that there is none; give an address at https://.";
            }

            if (!QuicLibrary.IsThere)
            {
                yield return $"target.transport is http3, and there is no QUIC on this machine; {QuicLibrary.Remedy}. Install it, or take http1 or http2.";
            }
        }

        TlsOptions? tls = settings.Tls;
        if (tls?.CaFile is { } ca && ProblemOf(() => ReadRoots(ca)) is { } caProblem)
        {
            yield return $"target.tls.ca is '{ca}', which cannot be used ({caProblem}); a PEM file with at least one certificate is expected.";
        }

        if (tls?.ClientCertificateFile is { } file && ProblemOf(() => ReadClient(file, tls.ClientKeyFile)) is { } clientProblem)
        {
            yield return $"target.tls.clientCertificate is '{file}', which cannot be used ({clientProblem}); " +
                "a PEM file with a certificate is expected, and its key in the same file or in target.tls.clientKey.";
        }

        if (tls is { ClientCertificateFile: null, ClientKeyFile: not null })
        {
            yield return "target.tls.clientKey is given without clientCertificate; give both, or neither.";
        }
    }

    /// <param name="url">Of the target; null is returned where it is not https.</param>
    /// <param name="caOfGateway">The embedded gateway's own CA; it is trusted where the scenario names no other.</param>
    public static TlsSettings? Settings(Uri url, TlsOptions? tls, string? caOfGateway)
    {
        if (url.Scheme != Uri.UriSchemeHttps) return null;

        tls ??= new TlsOptions();
        string? ca = tls.CaFile ?? caOfGateway;
        return new TlsSettings
        {
            TargetHost = url.IdnHost,
            Verify = tls.Verify,
            Resume = tls.Resume,
            Protocols = tls.Versions switch
            {
                TlsVersions.Tls12 => SslProtocols.Tls12,
                TlsVersions.Tls13 => SslProtocols.Tls13,
                _ => SslProtocols.Tls12 | SslProtocols.Tls13,
            },
            CustomRoots = ca is null ? null : ReadRoots(ca),
            ClientCertificate = tls.ClientCertificateFile is { } file ? ReadClient(file, tls.ClientKeyFile) : null,
        };
    }

    private static X509Certificate2Collection ReadRoots(string file)
    {
        X509Certificate2Collection roots = [];
        roots.ImportFromPemFile(file);
        return roots.Count > 0 ? roots : throw new CryptographicException("it holds no certificate");
    }

    private static X509Certificate2 ReadClient(string file, string? keyFile) => X509Certificate2.CreateFromPemFile(file, keyFile);

    private static string? ProblemOf(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return problem.Message;
        }
    }
}
