using System.Buffers;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Soak.Load.Checks;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Load;

/// <summary>One group's requests, ready to be written: everything that does not change from one to the next is encoded at start-up.</summary>
internal sealed class RequestPlan
{
    [ThreadStatic]
    private static PooledBuffer? t_prompt; // for the time of one write

    private readonly PromptTexts _prompts;
    private readonly PlannedHead[] _heads; // by tenant
    private readonly ChatRequestBuilder[] _chat; // by model
    private readonly EmbeddingRequestBuilder[] _embeddings; // by model
    private readonly bool[] _expected = new bool[600];

    /// <param name="url">Of the API, for example <c>http://127.0.0.1:8080/v1</c>.</param>
    /// <param name="apiKey">The target's.</param>
    /// <param name="tenants">The scenario's; empty: requests are sent in the target's own name.</param>
    public RequestPlan(RequestGroup group, Uri url, string apiKey, IReadOnlyList<Tenant> tenants)
    {
        Group = group;
        CancelAfter = group.CancelAfter is { } after ? Elapsed.Stamps(after) : null;
        foreach (int status in group.ExpectedStatus) _expected[status] = true;
        _prompts = new PromptTexts(group);
        (Method, string path) = group.Endpoint switch
        {
            Endpoint.Chat => ("POST", "/chat/completions"),
            Endpoint.Embeddings => ("POST", "/embeddings"),
            _ => ("GET", "/models"),
        };
        Url = new UriBuilder(url) { Path = url.AbsolutePath.TrimEnd('/') + path }.Uri;
        _heads = tenants.Count == 0
            ? [new PlannedHead(group, tenant: null, Method, Url, apiKey)]
            : [.. tenants.Select(tenant => new PlannedHead(group, tenant, Method, Url, apiKey))];
        _chat = group.Endpoint == Endpoint.Chat ? [.. group.AllModels.Select(model => new ChatRequestBuilder(OptionsOf(group, model.Name)))] : [];
        _embeddings = group.Endpoint == Endpoint.Embeddings
            ? [.. group.AllModels.Select(model => new EmbeddingRequestBuilder(new EmbeddingRequestOptions { Model = model.Name, EncodingFormat = "float" }))]
            : [];
    }

    public RequestGroup Group { get; }

    /// <summary>What is looked at in its answers; null: only what every answer is judged by.</summary>
    public InspectionPlan? Inspection { get; init; }

    public string Method { get; }

    /// <summary>Where the requests go: scheme, host and path.</summary>
    public Uri Url { get; }

    /// <summary>Whether a whole answer is a stream of events.</summary>
    public bool Streams => Group.Endpoint == Endpoint.Chat && Group.Stream;

    /// <summary>After so long from sent the client gives up, in stamps; null: never.</summary>
    public long? CancelAfter { get; }

    public bool Allows(int status) => (uint)status < (uint)_expected.Length && _expected[status];

    /// <summary>The head of a request, one object for each tenant.</summary>
    public PlannedHead HeadOf(in RequestDraw draw) => _heads[draw.Tenant];

    /// <summary>
    /// The text that the request with <paramref name="seed"/> carries: the user's message, or the input to embed. Borrowed until the next
    /// call on the same thread.
    /// </summary>
    public ReadOnlySpan<byte> PromptOf(long seed) => _prompts.Of(seed);

    /// <summary>Writes head and body for one send over HTTP/1.1; allocates nothing once the buffer is large enough.</summary>
    public void WriteTo(PooledBuffer output, in RequestDraw draw)
    {
        PlannedHead head = HeadOf(draw);
        int bodyStart = head.Begin(output);
        WriteBodyTo(output, draw);
        head.End(output, bodyStart, draw);
    }

    /// <summary>Writes the body alone, which is empty for a GET; allocates nothing once the buffer is large enough.</summary>
    public void WriteBodyTo(PooledBuffer output, in RequestDraw draw)
    {
        switch (Group.Endpoint)
        {
            case Endpoint.Chat:
                WriteChat(_chat[draw.Model], output, draw);
                break;
            case Endpoint.Embeddings:
                _embeddings[draw.Model].WriteBodyTo(output, PromptOf(draw.Seed));
                break;
        }
    }

    private void WriteChat(ChatRequestBuilder chat, PooledBuffer output, in RequestDraw draw)
    {
        if (draw.Trace is not null)
        {
            WriteTraced(chat, output, draw);
        }
        else if (draw.Conversation is { } conversation)
        {
            chat.WriteBodyTo(output, new ChatTurn { PromptUtf8 = PromptOf(draw.Seed), History = conversation.History, Seed = draw.Seed });
        }
        else
        {
            chat.WriteBodyTo(output, PromptOf(draw.Seed), draw.Seed);
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

    private static ChatRequestOptions OptionsOf(RequestGroup group, string model) => new()
    {
        Model = model,
        SystemPrompt = group.SystemPrompt,
        MaxTokens = group.MaxTokens,
        Temperature = group.Temperature,
        Stream = group.Stream,
        IncludeUsage = group.Stream,
        Metadata = group.Metadata,
    };
}
