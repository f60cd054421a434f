using System.Net;
using HotPath.Analysis.Results;

namespace HotPath.Soak.Outputs;

/// <summary>One address that is posted to. What the other side does is a result: nothing throws but a cancellation.</summary>
internal sealed class Poster : IDisposable
{
    private const int LongestProblem = 200;

    private readonly HttpClient _client;
    private readonly Uri _url;

    /// <param name="headers">Sent with each post.</param>
    /// <param name="within">What an answer may take.</param>
    public Poster(Uri url, IEnumerable<(string Name, string Value)> headers, TimeSpan within)
    {
        _url = url;
        _client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = within, MaxConnectionsPerServer = 1, UseCookies = false, AllowAutoRedirect = false })
        {
            Timeout = within,
        };
        foreach ((string name, string value) in headers) _client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
    }

    public async Task<PostOutcome> PostAsync(ReadOnlyMemory<byte> body, string contentType, CancellationToken cancellationToken)
    {
        using ReadOnlyMemoryContent content = new(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        try
        {
            using HttpResponseMessage answer = await _client.PostAsync(_url, content, cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode) return PostOutcome.Taken;

            string text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            bool mayGoBetterLater = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
            return new PostOutcome($"{(int)answer.StatusCode} {Shortened(text)}".TrimEnd(), mayGoBetterLater);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new PostOutcome($"no answer within {_client.Timeout.TotalSeconds:0.#} s", MayGoBetterLater: true);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return new PostOutcome(Shortened(problem.Message), MayGoBetterLater: true);
        }
    }

    public void Dispose() => _client.Dispose();

    // The address may hold a secret: of it nothing is said.
    private static string Shortened(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestProblem ? line : $"{line[..LongestProblem]}...";
    }
}

/// <param name="Problem">Why it was not taken; null: it was.</param>
/// <param name="MayGoBetterLater">Whether the same may be taken another time.</param>
internal readonly record struct PostOutcome(string? Problem, bool MayGoBetterLater)
{
    public static PostOutcome Taken => default;
}
