namespace HotPath.Soak.Verdicts;

/// <summary>What its user can do about handshakes that fail, said alike before a run and after it.</summary>
internal static class TlsRemedy
{
    /// <param name="cause">As <c>tls.failures</c> has it.</param>
    /// <returns>A sentence; null for a cause that may pass, or that nothing in the scenario mends.</returns>
    public static string? Of(string cause) => cause switch
    {
        "certificateUntrusted" => "Name a PEM file with the CA that the certificate comes from in target.tls.ca, or let target.tls.verify be false, which takes any.",
        "certificateNameMismatch" => "Give the target by a name that its certificate is made out to, or let target.tls.verify be false, which takes any.",
        "certificateExpired" => "Let the certificate be renewed and the clock here be right, or let target.tls.verify be false, which takes any.",
        "clientCertificateRequired" => "Name a certificate that the target takes in target.tls.clientCertificate.",
        "protocolMismatch" => "It must speak TLS, in a version that target.tls.version allows; the address of one that does not begins with http://.",
        _ => null,
    };
}
