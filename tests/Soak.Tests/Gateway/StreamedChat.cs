using System.Text;
using System.Text.Json;
using HotPath.Soak.Content;

namespace HotPath.Soak.Tests.Gateway;

/// <summary>One streamed answer, read as a client does.</summary>
internal sealed class StreamedChat
{
    private readonly TextVerifier _text = new();
    private readonly long _seed;
    private long? _tokens;

    public StreamedChat(long seed)
    {
        _seed = seed;
        _text.Begin(seed);
    }

    /// <summary>Asks for usage, so that a missing tail is seen.</summary>
    public string Body => GatewayFixture.Chat($",\"stream\":true,\"stream_options\":{{\"include_usage\":true}},\"seed\":{_seed}");

    public int ContentEvents { get; private set; }

    public bool IsDone { get; private set; }

    public string? FinishReason { get; private set; }

    /// <summary>Every word came, in its place, and the terminal event after them.</summary>
    public bool IsWhole => IsDone && _text.IsWhole;

    public async Task<HttpResponseMessage> OpenAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = GatewayFixture.Json(Body),
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Reads to the end of the body; what breaks it is thrown.</summary>
    public async Task ReadAsync(HttpResponseMessage response)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using StreamReader lines = new(body);
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal)) Take(line["data: ".Length..]);
        }

        _text.End(_tokens);
    }

    public async Task RunAsync(HttpClient client)
    {
        using HttpResponseMessage response = await OpenAsync(client, TestContext.Current.CancellationToken);
        Assert.Equal(client.DefaultRequestVersion, response.Version);
        await ReadAsync(response);
    }

    private void Take(string data)
    {
        Assert.False(IsDone);
        if (data == "[DONE]")
        {
            IsDone = true;
            return;
        }

        JsonElement chunk = JsonElement.Parse(data);
        if (chunk.GetProperty("choices").GetArrayLength() == 0)
        {
            _tokens = chunk.GetProperty("usage").GetProperty("completion_tokens").GetInt64();
            return;
        }

        JsonElement choice = chunk.GetProperty("choices")[0];
        FinishReason ??= choice.GetProperty("finish_reason").GetString();
        JsonElement delta = choice.GetProperty("delta");
        if (delta.TryGetProperty("role", out _) || !delta.TryGetProperty("content", out JsonElement content)) return;

        ContentEvents++;
        _text.Accept(Encoding.UTF8.GetBytes(content.GetString()!));
    }
}
