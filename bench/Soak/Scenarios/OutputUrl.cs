using System.Diagnostics.CodeAnalysis;

namespace HotPath.Soak.Scenarios;

/// <summary>The address of a program that a run tells of itself, as it is written: <c>http://</c> or <c>https://</c>, or <c>env:NAME</c> where the address itself is a secret.</summary>
internal static class OutputUrl
{
    public const string Pattern = "^([hH][tT][tT][pP][sS]?://|env:[A-Za-z_])";

    private const string Expectation = "it must be an address that begins with http:// or https://, or env:NAME";

    /// <returns>To be put behind <c>X is "..."; </c>; null when it is one, or the name of a variable that may hold one.</returns>
    public static string? ProblemOf(string text) =>
        SecretReference.IsMeant(text) ? SecretReference.TryParse(text, out _) ? null : "it must be env: and the name of an environment variable"
        : TryParse(text, out _) ? null
        : Expectation;

    /// <summary>Resolves a reference by the environment.</summary>
    public static bool TryResolve(string text, [NotNullWhen(true)] out Uri? url) =>
        TryParse(SecretReference.TryParse(text, out string? variable) ? Environment.GetEnvironmentVariable(variable) ?? "" : text, out url);

    private static bool TryParse(string text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.Host.Length > 0;
}
