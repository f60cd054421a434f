using System.Globalization;
using HotPath.EndToEnd.Tests.Peers;

namespace HotPath.EndToEnd.Tests.Soak.NginxPolicies;

/// <summary>One line of the log that <see cref="Directives"/> ask for: one request, written when it is over.</summary>
/// <param name="ArrivedAt">In milliseconds, as <paramref name="EndedAt"/>, of the clock that nginx decides by.</param>
/// <param name="Tenant">Whom nginx took the client for; empty: nobody.</param>
/// <param name="Id">Its X-Request-ID; <c>-</c>: it has none.</param>
internal sealed record LoggedRequest(long ArrivedAt, long EndedAt, int Status, string Tenant, string Id)
{
    private const string LogFile = "policy.log";

    /// <summary>Of the http block; a map must say what $tenant is. What is asked beside the API, such as /stats, is not logged.</summary>
    public const string Directives = $$"""
        map $request_uri $is_api { default 0; "~^/v1/" 1; }
          log_format policy '$msec $request_time $status $tenant $http_x_request_id';
          access_log {{LogFile}} policy if=$is_api;
        """;

    private static readonly TimeSpan WrittenWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>All requests in the order in which they came, once there are <paramref name="atLeast"/>: a line is written after the client has its answer.</summary>
    public static async Task<IReadOnlyList<LoggedRequest>> ReadAsync(Nginx nginx, long atLeast)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        waiting.CancelAfter(WrittenWithin);
        while (true)
        {
            string text = await File.ReadAllTextAsync(Path.Combine(nginx.Folder, LogFile), waiting.Token);
            string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length >= atLeast) return [.. lines.Select(Parse).OrderBy(request => request.ArrivedAt)];

            await Task.Delay(PollEvery, waiting.Token);
        }
    }

    private static LoggedRequest Parse(string line)
    {
        string[] fields = line.Split(' ');
        long endedAt = Milliseconds(fields[0]);
        return new LoggedRequest(endedAt - Milliseconds(fields[1]), endedAt, int.Parse(fields[2], CultureInfo.InvariantCulture), fields[3], fields[4]);
    }

    private static long Milliseconds(string seconds) => (long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * 1_000);
}
