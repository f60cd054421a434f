using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace HotPath.Http;

/// <summary>Takes or refuses the peer's certificate in one handshake, and remembers why. Any thread, one handshake.</summary>
/// <param name="settings">What a certificate must be.</param>
public sealed class CertificateJudge(TlsSettings settings)
{
    private const X509ChainStatusFlags OutOfDate = X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.NotTimeNested;

    /// <summary>None unless a certificate was refused.</summary>
    public TlsFailure Failure { get; private set; }

    /// <summary>What was wrong, as a sentence; null as long as nothing is.</summary>
    public string? Detail { get; private set; }

    /// <summary>A <see cref="RemoteCertificateValidationCallback"/>.</summary>
    /// <param name="sender">Not looked at.</param>
    /// <param name="certificate">The peer's; null when it has shown none.</param>
    /// <param name="chain">From it to its root, as far as that was found.</param>
    /// <param name="errors">What the framework has against it.</param>
    /// <returns>Whether it is taken.</returns>
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
