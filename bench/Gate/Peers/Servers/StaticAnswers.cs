using System.Globalization;
using System.Text;

namespace HotPath.Gate.Peers.Servers;

/// <summary>The requests and answers that do not change. They carry nothing that would make them a simulated gateway's, so that no tool verifies more than the others.</summary>
internal static class StaticAnswers
{
    private const string ChunkHead =
        """{"id":"chatcmpl-0123456789abcdef","object":"chat.completion.chunk","created":1760000000,"model":"sim-small","choices":[{"index":0,"delta":""";

    public const string StreamEnd = "data: [DONE]\n\n";

    /// <summary>The user's words in each request.</summary>
    public const string Prompt = "Name three uses of a bloom filter.";

    public const string Model = "sim-small";

    /// <summary>As many digits as those that hotpath-soak draws.</summary>
    public const string Seed = "1234567890123456789";

    /// <summary>What hotpath-soak sends as its key where it is given none.</summary>
    public const string ApiKey = "sk-hotpath";

    /// <summary>Holds no single quote: it stands in one, in nginx's configuration.</summary>
    public const string Small =
        """{"id":"chatcmpl-0123456789abcdef","object":"chat.completion","created":1760000000,"model":"sim-small","choices":[{"index":0,"message":{"role":"assistant","content":"Membership tests before a disk read, deduplication of a stream, and cache admission: each time a wrong yes is cheap and a wrong no must not be.","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":31,"total_tokens":43}}""";

    /// <summary>What hotpath-soak sends, for the tools that are given a body: the same members, and a seed of the same length.</summary>
    public static string RequestBody(bool stream) =>
        $$"""{"model":"{{Model}}","messages":[{"role":"user","content":"{{Prompt}}"}],{{(stream ? "\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "\"stream\":false")}},"seed":{{Seed}}}""";

    /// <summary>A role, words, a finish reason and the end: <see cref="Work.EventsOfStream"/> events in all.</summary>
    public static string Stream()
    {
        const int eventsAround = 3;
        StringBuilder body = new();
        Append("""{"role":"assistant","content":""}""", "null");
        for (int word = 0; word < Work.EventsOfStream - eventsAround; word++)
        {
            Append(string.Create(CultureInfo.InvariantCulture, $$"""{"content":" word{{word}}"}"""), "null");
        }

        Append("{}", "\"stop\"");
        return body.Append(StreamEnd).ToString();

        void Append(string delta, string finish) => body.Append(Event(delta, finish));
    }

    /// <param name="delta">JSON.</param>
    /// <param name="finish">JSON.</param>
    public static string Event(string delta, string finish) => $"data: {ChunkHead}{delta},\"finish_reason\":{finish}}}]}}\n\n";
}
