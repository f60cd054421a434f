using System.Text;
using HotPath.Chat;
using HotPath.Requests;
using HotPath.Soak.Content;
using HotPath.Soak.Load.Checks;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Scenarios.Parts;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Load;

/// <summary>One group's requests, ready to be written: everything that does not change from one to the next is encoded at start-up.</summary>
internal sealed class RequestPlan
{
    /// <summary>Keeps these draws apart from what else comes from a request's seed.</summary>
    private const ulong DelaySequence = 0xDE1A;

    [ThreadStatic]
    private static PooledBuffer? t_prompt; // for the time of one write

    private readonly PromptTexts _prompts;
    private readonly int _systemTokens; // by the estimate of the group's budget
    private readonly PlannedHead[] _heads; // by tenant
    private readonly Distribution?[] _delays; // by tenant
    private readonly ChatRequestBuilder[] _chat; // these by model
    private readonly TextBody[] _texts;
    private readonly EmbeddingBody[] _embeddings;
    private readonly CustomBody? _custom;
    private readonly bool[] _expected = new bool[600];

    /// <param name="url">Of the API, for example <c>http://127.0.0.1:8080/v1</c>.</param>
    /// <param name="apiKey">The target's.</param>
    /// <param name="tenants">The scenario's; empty: requests are sent in the target's own name.</param>
    public RequestPlan(RequestGroup group, Uri url, string apiKey, IReadOnlyList<Tenant> tenants)
    {
        Group = group;
        CancelAfter = group.CancelAfter is { } after ? Elapsed.Stamps(after) : null;
        Streams = group.Stream && WorkloadPart.Applies("stream", group.Endpoint);
        foreach (int status in group.ExpectedStatus) _expected[status] = true;
        _prompts = new PromptTexts(group);
        _systemTokens = group is { Budget: { } budget, SystemPrompt: { } system } ? budget.Estimate(Encoding.UTF8.GetBytes(system)) : 0;
        string path = group.Endpoint switch
        {
            Endpoint.Chat => "/chat/completions",
            Endpoint.Completions => "/completions",
            Endpoint.Responses => "/responses",
            Endpoint.Messages => "/messages",
            Endpoint.Embeddings => "/embeddings",
            Endpoint.Custom => group.Custom!.Path,
            _ => "/models",
        };
        Url = group.Custom is null ? new UriBuilder(url) { Path = url.AbsolutePath.TrimEnd('/') + path }.Uri : new Uri(url, path);
        _custom = group.Custom is null ? null : new CustomBody(group.Custom);
        _delays = [.. tenants.Select(tenant => tenant.NetworkDelay)];
        _heads = tenants.Count == 0
            ? [new PlannedHead(this, tenant: null, apiKey)]
            : [.. tenants.Select(tenant => new PlannedHead(this, tenant, apiKey))];
        RequestGroup[] byModel = [.. group.AllModels.Select(model => group with { Model = model.Name })];
        _chat = group.Endpoint == Endpoint.Chat ? [.. byModel.Select(each => new ChatRequestBuilder(OptionsOf(each)))] : [];
        _texts = [.. byModel.Select(TextBodies.Of).OfType<TextBody>()];
        _embeddings = group.Endpoint == Endpoint.Embeddings ? [.. byModel.Select(each => new EmbeddingBody(each))] : [];
    }

    public RequestGroup Group { get; }

    /// <summary>What is looked at in its answers; null: only what every answer is judged by.</summary>
    public InspectionPlan? Inspection { get; init; }

    public string Method => Group.Method;

    /// <summary>Where the requests go: scheme, host and path.</summary>
    public Uri Url { get; }

    /// <summary>Whether a whole answer is a stream of events.</summary>
    public bool Streams { get; }

    /// <summary>After so long from sent the client gives up, in stamps; null: never.</summary>
    public long? CancelAfter { get; }

    public bool Allows(int status) => (uint)status < (uint)_expected.Length && _expected[status];

    /// <summary>How much later than it is due a request is sent, in stamps: the way of its tenant is so much longer.</summary>
    /// <param name="attempt">Of the request, from 0: each has a delay of its own.</param>
    public long DelayOf(in RequestDraw draw, int attempt)
    {
        if (_delays.Length == 0 || _delays[draw.Tenant] is not { } delay) return 0;

        SplitMix64 random = new(SplitMix64.At((ulong)draw.Identity ^ DelaySequence, (ulong)attempt));
        return Elapsed.Stamps((long)delay.Draw(ref random));
    }

    /// <summary>The head of a request, one object for each tenant.</summary>
    public PlannedHead HeadOf(in RequestDraw draw) => _heads[draw.Tenant];

    /// <summary>
    /// The text that the request with <paramref name="seed"/> carries: the user's message, the prompt, or the first input to embed. Borrowed
    /// until the next call on the same thread.
    /// </summary>
    public ReadOnlySpan<byte> PromptOf(long seed) => _prompts.Of(seed);

    /// <summary>One of the texts to embed of the request with <paramref name="seed"/>, borrowed in the same way.</summary>
    /// <param name="place">From 0 to one less than the group's inputs.</param>
    public ReadOnlySpan<byte> InputOf(long seed, int place) => _prompts.Of(EmbeddingBody.SeedOf(seed, place));

    /// <summary>Whether the request's prompt leaves too little of the model's window for an answer.</summary>
    public bool HoldsBack(in RequestDraw draw) => Group.Budget is not null && OutputFor(Group.Budget, PromptOf(draw.Seed)) is null;

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
                _embeddings[draw.Model].WriteTo(output, _prompts, draw.Seed);
                break;
            case Endpoint.Custom:
                _custom!.WriteTo(output, draw);
                break;
            case not Endpoint.Models:
                _texts[draw.Model](output, PromptOf(draw.Seed), draw.Seed);
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
        else if (Group.Budget is { } budget)
        {
            ReadOnlySpan<byte> prompt = PromptOf(draw.Seed);
            chat.WriteBodyTo(output, new ChatTurn { PromptUtf8 = prompt, Seed = draw.Seed, MaxTokens = OutputFor(budget, prompt) });
        }
        else
        {
            chat.WriteBodyTo(output, PromptOf(draw.Seed), draw.Seed);
        }
    }

    /// <returns>Null: too little is left.</returns>
    private int? OutputFor(TokenBudget budget, ReadOnlySpan<byte> prompt) => budget.OutputFor(_systemTokens + budget.Estimate(prompt), Group.MaxTokens!.Value);

    private static void WriteTraced(ChatRequestBuilder chat, PooledBuffer output, in RequestDraw draw)
    {
        PooledBuffer prompt = t_prompt ??= new PooledBuffer();
        prompt.ResetWrittenCount();
        TracePrompts.WriteTo(prompt, draw.Trace!, draw.TextSeed, draw.Seed);
        ReadOnlySpan<byte> text = prompt.WrittenSpan[1..]; // the space before the first word
        chat.WriteBodyTo(output, new ChatTurn { PromptUtf8 = text, Seed = draw.Seed, MaxTokens = draw.Trace!.OutputTokens });
    }

    private static ChatRequestOptions OptionsOf(RequestGroup group) => new()
    {
        Model = group.Model,
        SystemPrompt = group.SystemPrompt,
        MaxTokens = group.Budget is null ? group.MaxTokens : null, // else each request says its own
        Temperature = group.Temperature,
        Stream = group.Stream,
        IncludeUsage = group.Stream,
        Metadata = group.Metadata,
    };
}
