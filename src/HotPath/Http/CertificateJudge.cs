using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace HotPath.Http;

/// <summary>Takes or refuses the peer's certificate in one handshake, and remembers why.</summary>
internal sealed class CertificateJudge(TlsSettings settings)
{
    private const X509ChainStatusFlags OutOfDate = X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.NotTimeNested;

    /// <summary>None unless a certificate was refused.</summary>
    public TlsFailure Failure { get; private set; }

    public string? Detail { get; private set; }

    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (!settings.Verify || errors == SslPolicyErrors.None) return true;

        X509ChainStatus[] problems = chain?.ChainStatus ?? [];
        X509ChainStatusFlags flags = problems.Aggregate(X509ChainStatusFlags.NoError, (all, problem) => all | problem.Status);
        if (certificate is null)
        {
            Failure = TlsFailure.CertificateUntrusted;
            Detail = "The peer has shown no certificate.";
        }
        else if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            Failure = (flags & ~OutOfDate) == 0 && flags != 0 ? TlsFailure.CertificateExpired : TlsFailure.CertificateUntrusted;
            Detail = $"The certificate of {certificate.Subject} was refused ({flags}): " +
                string.Join("; ", problems.Select(problem => problem.StatusInformation.Trim()).Distinct());
        }
        else
        {
            Failure = TlsFailure.CertificateNameMismatch;
            Detail = $"The certificate of {certificate.Subject} is not made out to {settings.TargetHost}.";
        }
        return false;
    }
}
