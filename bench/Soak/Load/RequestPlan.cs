using System.Buffers;
using System.Text;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Parts;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Load;

/// <summary>One group's requests, ready to be written: everything that does not change from one to the next is encoded at start-up.</summary>
internal sealed class RequestPlan
{
    /// <summary>The messages endpoint takes no request that does not name it.</summary>
    private const string AnthropicVersion = "2023-06-01";

    [ThreadStatic]
    private static PooledBuffer? t_prompt; // for the time of one write

    private readonly byte[][] _prompts;
    private readonly HttpRequestHead _head;
    private readonly ChatRequestBuilder? _chat;
    private readonly TextBody? _text;
    private readonly byte[][] _bodies;
    private readonly bool[] _expected = new bool[600];

    /// <param name="url">Of the API, for example <c>http://127.0.0.1:8080/v1</c>.</param>
    public RequestPlan(RequestGroup group, Uri url, string apiKey)
    {
        Group = group;
        Streams = group.Stream && WorkloadPart.Applies("stream", group.Endpoint);
        foreach (int status in group.ExpectedStatus) _expected[status] = true;
        _prompts = [.. group.Prompts.Select(Encoding.UTF8.GetBytes)];
        (Method, string path) = group.Endpoint switch
        {
            Endpoint.Chat => ("POST", "/chat/completions"),
            Endpoint.Completions => ("POST", "/completions"),
            Endpoint.Responses => ("POST", "/responses"),
            Endpoint.Messages => ("POST", "/messages"),
            Endpoint.Embeddings => ("POST", "/embeddings"),
            _ => ("GET", "/models"),
        };
        Url = new UriBuilder(url) { Path = url.AbsolutePath.TrimEnd('/') + path }.Uri;
        Headers = HeadersOf(group, apiKey, Method, Streams);
        _head = new HttpRequestHead(Method, Url.AbsolutePath, Url.Authority, Headers);
        if (group.Endpoint == Endpoint.Chat) _chat = new ChatRequestBuilder(OptionsOf(group));
        _text = TextBodies.Of(group);
        _bodies = group.Endpoint == Endpoint.Embeddings ? EmbeddingBodies.Of(group) : [[]];
    }

    public RequestGroup Group { get; }

    public string Method { get; }

    /// <summary>Where the requests go: scheme, host and path.</summary>
    public Uri Url { get; }

    /// <summary>All but those that belong to a protocol: Host and Content-Length.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>Whether a whole answer is a stream of events.</summary>
    public bool Streams { get; }

    public bool Allows(int status) => (uint)status < (uint)_expected.Length && _expected[status];

    /// <summary>The text that the request with <paramref name="seed"/> carries: the user's message, or the first input to embed.</summary>
    public ReadOnlySpan<byte> PromptOf(long seed) => InputOf(seed, 0);

    /// <summary>One of the texts to embed of the request with <paramref name="seed"/>.</summary>
    /// <param name="place">From 0 to one less than the group's inputs.</param>
    public ReadOnlySpan<byte> InputOf(long seed, int place) => _prompts[(PlaceOf(seed, _prompts.Length) + place) % _prompts.Length];

    /// <summary>Writes head and body for one send over HTTP/1.1; allocates nothing once the buffer is large enough.</summary>
    public void WriteTo(PooledBuffer output, in RequestDraw draw)
    {
        int bodyStart = _head.Begin(output);
        WriteBodyTo(output, draw);
        _head.End(output, bodyStart);
    }

    /// <summary>Writes the body alone, which is empty for a GET; allocates nothing once the buffer is large enough.</summary>
    public void WriteBodyTo(PooledBuffer output, in RequestDraw draw)
    {
        if (_text is not null)
        {
            _text(output, PromptOf(draw.Seed), draw.Seed);
        }
        else if (_chat is null)
        {
            output.Write(_bodies[PlaceOf(draw.Seed, _bodies.Length)]);
        }
        else if (draw.Trace is not null)
        {
            WriteTraced(_chat, output, draw);
        }
        else if (draw.Conversation is { } conversation)
        {
            _chat.WriteBodyTo(output, new ChatTurn { PromptUtf8 = PromptOf(draw.Seed), History = conversation.History, Seed = draw.Seed });
        }
        else
        {
            _chat.WriteBodyTo(output, PromptOf(draw.Seed), draw.Seed);
        }
    }

    private static void WriteTraced(ChatRequestBuilder chat, PooledBuffer output, in RequestDraw draw)
    {
        PooledBuffer prompt = t_prompt ??= new PooledBuffer();
        prompt.ResetWrittenCount();
        TracePrompts.WriteTo(prompt, draw.Trace!, draw.TextSeed, draw.Seed);
        ReadOnlySpan<byte> text = prompt.WrittenSpan[1..]; // the space before the first word
        chat.WriteBodyTo(output, new ChatTurn { PromptUtf8 = text, Seed = draw.Seed, MaxTokens = draw.Trace!.OutputTokens });
    }

    private static int PlaceOf(long seed, int count) => count == 1 ? 0 : (int)(SplitMix64.At((ulong)seed, 0) % (ulong)count);

    private static List<KeyValuePair<string, string>> HeadersOf(RequestGroup group, string apiKey, string method, bool streams)
    {
        List<KeyValuePair<string, string>> headers = group.Endpoint == Endpoint.Messages
            ? [new("x-api-key", apiKey), new("anthropic-version", AnthropicVersion)]
            : [new("Authorization", $"Bearer {apiKey}")];
        headers.Add(new("Accept", streams ? "text/event-stream" : "application/json"));
        headers.Add(new("User-Agent", "hotpath-soak"));
        if (method == "POST") headers.Add(new("Content-Type", "application/json"));

        // What the scenario says wins over what we would send.
        headers.RemoveAll(header => group.Headers.Keys.Contains(header.Key, StringComparer.OrdinalIgnoreCase));
        headers.AddRange(group.Headers);
        return headers;
    }

    private static ChatRequestOptions OptionsOf(RequestGroup group) => new()
    {
        Model = group.Model,
        SystemPrompt = group.SystemPrompt,
        MaxTokens = group.MaxTokens,
        Temperature = group.Temperature,
        Stream = group.Stream,
        IncludeUsage = group.Stream,
    };
}
