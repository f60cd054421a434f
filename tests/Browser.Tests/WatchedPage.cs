using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace HotPath.Browser.Tests;

/// <summary>A page, and all that went wrong in it.</summary>
internal sealed class WatchedPage
{
    private readonly ConcurrentQueue<string> _problems = new();

    public WatchedPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _problems.Enqueue($"console {message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _problems.Enqueue($"script: {error}");
        page.RequestFailed += (_, request) => _problems.Enqueue($"request {request.Url}: {request.Failure}");
        page.Response += (_, answer) =>
        {
            if (!answer.Ok) _problems.Enqueue($"status {answer.Status} of {answer.Url}");
        };
    }

    public IPage Page { get; }

    public IReadOnlyCollection<string> Problems => _problems;

    public ILocator this[string id] => Page.Locator($"#{id}");

    /// <summary>How far the page is wider than its window, in pixels.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
