using System.Diagnostics.CodeAnalysis;

namespace HotPath.Soak.Scenarios;

/// <summary>The address of a target: where its OpenAI-compatible API begins, such as <c>http://127.0.0.1:8080/v1</c>.</summary>
internal static class TargetUrl
{
    public const string Expectation = "it must be an absolute address such as http://127.0.0.1:8080/v1";

    private const string ListOfModels = "/models";

    private static readonly string[] Endpoints = ["/chat/completions", "/completions", "/embeddings", "/responses", "/messages"];

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
        if (!url.IsAbsoluteUri || !url.OriginalString.Contains(Uri.SchemeDelimiter, StringComparison.Ordinal) || url.Host.Length == 0)
        {
            return Expectation;
        }

        if (url.Scheme is not ("http" or "https"))
        {
            return ProblemWithScheme(url);
        }

        if (url.UserInfo.Length > 0)
        {
            return "it must not hold a user or password; give the key as env:NAME in target.apiKey";
        }

        if (url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            return "it must end with its path; leave out what follows ? or #";
        }

        return EndpointOf(url) is { } endpoint
            ? $"it ends in {endpoint}, which requests put behind it by themselves; give the address up to there: {WithPath(url, url.AbsolutePath.TrimEnd('/')[..^endpoint.Length])}"
            : null;
    }

    /// <param name="url">One without a problem.</param>
    public static Uri Normalize(Uri url) => WithPath(url, url.AbsolutePath);

    private static Uri WithPath(Uri url, string path)
    {
        path = path.TrimEnd('/');
        return new UriBuilder(url) { Path = path.Length == 0 ? "/v1" : path }.Uri;
    }

    private static string ProblemWithScheme(Uri url) => url.Scheme switch
    {
        "h2c" => $"there are http:// and https://; HTTP/2 in the clear is http2 as the scenario's target.transport, with the address {Normalize(new UriBuilder(url) { Scheme = Uri.UriSchemeHttp }.Uri)}",
        "h3" => $"there are http:// and https://; HTTP/3 is http3 as the scenario's target.transport, with the address {Normalize(new UriBuilder(url) { Scheme = Uri.UriSchemeHttps }.Uri)}",
        _ => $"there are http:// and https://, and {url.Scheme}:// is neither",
    };

    /// <returns>The endpoint that the path ends in; null: none.</returns>
    private static string? EndpointOf(Uri url)
    {
        string path = url.AbsolutePath.TrimEnd('/');
        return Endpoints.FirstOrDefault(endpoint => path.EndsWith(endpoint, StringComparison.OrdinalIgnoreCase))
            ?? (IsListOfModels(path) ? ListOfModels : null);
    }

    /// <summary>Behind a version alone: there are gateways whose API begins at /models.</summary>
    private static bool IsListOfModels(string path)
    {
        if (!path.EndsWith(ListOfModels, StringComparison.OrdinalIgnoreCase)) return false;

        string before = path[..^ListOfModels.Length];
        string last = before[(before.LastIndexOf('/') + 1)..];
        return last is ['v' or 'V', >= '0' and <= '9', ..];
    }
}
