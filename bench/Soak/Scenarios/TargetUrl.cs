using System.Diagnostics.CodeAnalysis;

namespace HotPath.Soak.Scenarios;

/// <summary>The address of a target: where its OpenAI-compatible API begins, such as <c>http://127.0.0.1:8080/v1</c>.</summary>
internal static class TargetUrl
{
    public const string Expectation = "it must be an absolute address such as http://127.0.0.1:8080/v1";

    /// <param name="url">Without a slash at its end; /v1 where no path was given.</param>
    /// <param name="problem">To be put behind <c>X is "..."; </c>.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? problem)
    {
        url = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? written))
        {
            problem = Expectation;
            return false;
        }

        problem = ProblemOf(written);
        if (problem is not null)
        {
            return false;
        }

        url = Normalize(written);
        return true;
    }

    /// <returns>To be put behind <c>X is "..."; </c>; null when it can be used.</returns>
    public static string? ProblemOf(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            return Expectation;
        }

        if (url.UserInfo.Length > 0)
        {
            return "it must not hold a user or password; give the key as env:NAME in target.apiKey";
        }

        return url.Query.Length > 0 || url.Fragment.Length > 0 ? "it must end with its path; leave out what follows ? or #" : null;
    }

    /// <param name="url">One without a problem.</param>
    public static Uri Normalize(Uri url)
    {
        string path = url.AbsolutePath.TrimEnd('/');
        return new UriBuilder(url) { Path = path.Length == 0 ? "/v1" : path }.Uri;
    }
}
