using System.Text;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Load;

/// <summary>One group's requests, ready to be written: everything that does not change from one to the next is encoded at start-up.</summary>
internal sealed class RequestPlan
{
    private readonly byte[][] _prompts;
    private readonly ChatRequestBuilder? _chat;
    private readonly byte[][] _whole;
    private readonly bool[] _expected = new bool[600];

    /// <param name="url">Of the API, for example <c>http://127.0.0.1:8080/v1</c>.</param>
    public RequestPlan(RequestGroup group, Uri url, string apiKey)
    {
        Group = group;
        foreach (int status in group.ExpectedStatus) _expected[status] = true;
        _prompts = [.. group.Prompts.Select(Encoding.UTF8.GetBytes)];
        HttpRequestHead head = HeadOf(group, url, apiKey);
        switch (group.Endpoint)
        {
            case Endpoint.Chat:
                _chat = new ChatRequestBuilder(OptionsOf(group), head);
                _whole = [];
                break;
            case Endpoint.Embeddings:
                _whole = [.. group.Prompts.Select(prompt => Whole(head, EmbeddingsBody(group.Model, prompt)))];
                break;
            default:
                _whole = [Whole(head, [])];
                break;
        }
    }

    public RequestGroup Group { get; }

    /// <summary>Whether a whole answer is a stream of events.</summary>
    public bool Streams => Group.Endpoint == Endpoint.Chat && Group.Stream;

    public bool Allows(int status) => (uint)status < (uint)_expected.Length && _expected[status];

    /// <summary>The text that the request with <paramref name="seed"/> carries: the user's message, or the input to embed.</summary>
    public ReadOnlySpan<byte> PromptOf(long seed) => _prompts[PlaceOf(seed, _prompts.Length)];

    /// <summary>Writes head and body for one send; allocates nothing once the buffer is large enough.</summary>
    public void WriteTo(PooledBuffer output, long seed)
    {
        if (_chat is not null)
        {
            _chat.WriteTo(output, PromptOf(seed), seed);
        }
        else
        {
            byte[] whole = _whole[PlaceOf(seed, _whole.Length)];
            whole.CopyTo(output.GetSpan(whole.Length));
            output.Advance(whole.Length);
        }
    }

    private static int PlaceOf(long seed, int count) => count == 1 ? 0 : (int)(SplitMix64.At((ulong)seed, 0) % (ulong)count);

    private static HttpRequestHead HeadOf(RequestGroup group, Uri url, string apiKey)
    {
        (string method, string path) = group.Endpoint switch
        {
            Endpoint.Chat => ("POST", "/chat/completions"),
            Endpoint.Embeddings => ("POST", "/embeddings"),
            _ => ("GET", "/models"),
        };
        List<KeyValuePair<string, string>> headers =
        [
            new("Authorization", $"Bearer {apiKey}"),
            new("Accept", group.Stream && group.Endpoint == Endpoint.Chat ? "text/event-stream" : "application/json"),
            new("User-Agent", "hotpath-soak"),
        ];
        if (method == "POST") headers.Add(new("Content-Type", "application/json"));

        // What the scenario says wins over what we would send.
        headers.RemoveAll(header => group.Headers.Keys.Contains(header.Key, StringComparer.OrdinalIgnoreCase));
        headers.AddRange(group.Headers);
        return new HttpRequestHead(method, url.AbsolutePath.TrimEnd('/') + path, url.Authority, headers);
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

    private static byte[] EmbeddingsBody(string model, string input)
    {
        using PooledBuffer body = new();
        RequestTemplate.Parse("""{"model":{{model}},"input":{{input}},"encoding_format":"float"}""")
            .Begin(body).Text(model).Text(input).End();
        return body.WrittenSpan.ToArray();
    }

    private static byte[] Whole(HttpRequestHead head, byte[] body)
    {
        using PooledBuffer request = new();
        head.WriteTo(request, body);
        return request.WrittenSpan.ToArray();
    }
}
