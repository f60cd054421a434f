using System.Text.Json;

namespace HotPath.Soak.Tests.Gateway;

/// <summary>The events of a streamed answer: what each is called, and its data.</summary>
internal static class SseBody
{
    public static async Task<List<(string? Name, JsonElement Data)>> EventsOfAsync(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith("\n\n", text, StringComparison.Ordinal);
        return [.. text.Split("\n\n")[..^1].Where(e => e != "data: [DONE]").Select(EventOf)];
    }

    private static (string? Name, JsonElement Data) EventOf(string e)
    {
        string[] lines = e.Split('\n');
        return lines.Length == 1
            ? (null, JsonElement.Parse(lines[0]["data: ".Length..]))
            : (lines[0]["event: ".Length..], JsonElement.Parse(lines[1]["data: ".Length..]));
    }
}
