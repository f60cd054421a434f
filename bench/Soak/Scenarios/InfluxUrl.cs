namespace HotPath.Soak.Scenarios;

/// <summary>The address that InfluxDB takes line protocol at.</summary>
internal static class InfluxUrl
{
    private const string Expectation = "it must be http://HOST:8086/write?db=NAME or http://HOST:8086/api/v2/write?org=NAME&bucket=NAME, without precision, or env:NAME";

    /// <returns>To be put behind <c>X is "..."; </c>; null when it is one, or the name of a variable that may hold one.</returns>
    public static string? ProblemOf(string text) =>
        SecretReference.IsMeant(text) ? OutputUrl.ProblemOf(text)
        : OutputUrl.TryResolve(text, out Uri? url) && ProblemOf(url) is null ? null
        : Expectation;

    /// <returns>Null when it takes line protocol; else what is expected.</returns>
    public static string? ProblemOf(Uri url)
    {
        string[] names = [.. url.Query.TrimStart('?').Split('&').Select(part => part.Split('=')[0])];
        bool isWrite = (url.AbsolutePath.EndsWith("/api/v2/write", StringComparison.Ordinal) && names.Contains("bucket"))
            || (url.AbsolutePath.EndsWith("/write", StringComparison.Ordinal) && names.Contains("db"));
        return isWrite && !names.Contains("precision") ? null : Expectation;
    }
}
