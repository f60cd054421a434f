using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>A certificate for this machine, signed by itself and made for one test.</summary>
internal sealed class ProxyCertificate : IDisposable
{
    /// <summary>The certificate; beside it, under the name that haproxy looks for by itself, its key.</summary>
    public const string CertificateFile = "certificate.pem";
    public const string KeyFile = $"{CertificateFile}.key";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public ProxyCertificate()
    {
        CertificateRequest request = new("CN=localhost", _key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());

        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    public void WriteTo(string folder)
    {
        File.WriteAllText(Path.Combine(folder, CertificateFile), _certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, KeyFile), _key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>For a client that trusts this certificate and no other.</summary>
    public X509ChainPolicy TrustOnlyThis() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { _certificate },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
