using System.Buffers;
using System.Text;
using HotPath.Soak.Gateway;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Tests.Gateway;
using HotPath.Tests;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Tests.Load;

/// <summary>The streams of every endpoint, as the simulated gateway writes them and the load reads them.</summary>
public sealed class AnswerStreamTests
{
    private const int Tokens = 12;

    /// <summary>Both escape and do not; the text of the first has a mark.</summary>
    private static readonly long[] Seeds = [40, 41];

    public static TheoryData<string> Endpoints => [nameof(Endpoint.Chat), nameof(Endpoint.Completions), nameof(Endpoint.Responses), nameof(Endpoint.Messages)];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void Accept_EverySplit_IsVerifiedWithTheSameCounts(string endpoint)
    {
        foreach (long seed in Seeds)
        {
            byte[] body = BodyOf(endpoint, seed);
            Reading reading = new(endpoint);
            Assert.Equal(Outcome.Completed, reading.Read(seed, body));
            long events = reading.Counters[Counter.Events];

            for (int split = 1; split < body.Length; split++)
            {
                Assert.Equal(Outcome.Completed, reading.Read(seed, body[..split], body[split..]));
            }

            Assert.Equal(body.Length, reading.Counters[Counter.Verified]);
            Assert.Equal(body.Length * Tokens, reading.Counters[Counter.Tokens]);
            Assert.Equal(body.Length * Tokens, reading.Counters[Counter.CompletedTokens]);
            Assert.Equal(body.Length * events, reading.Counters[Counter.Events]);
            Assert.Equal(body.Length, reading.Counters[Counter.StreamsEnded]);
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void Accept_ByteByByte_IsVerified(string endpoint)
    {
        Reading reading = new(endpoint);

        Assert.Equal(Outcome.Completed, reading.Read(Seeds[0], [.. BodyOf(endpoint, Seeds[0]).Select(b => new[] { b })]));

        Assert.Equal(1, reading.Counters[Counter.Verified]);
    }

    /// <summary>The terminal event counts from its blank line on, and the whole text at a response's end is no substitute for it.</summary>
    [Theory]
    [MemberData(nameof(Endpoints))]
    public void Accept_CutAnywhere_IsTruncated(string endpoint)
    {
        byte[] body = BodyOf(endpoint, Seeds[0]);
        Reading reading = new(endpoint);

        for (int length = 0; length < body.Length; length++)
        {
            Assert.Equal(Outcome.Truncated, reading.Read(Seeds[0], body[..length]));
        }

        Assert.Equal(0, reading.Counters[Counter.StreamsEnded]);
        Assert.Equal(0, reading.Counters[Counter.Lost]);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void Accept_AnEventWithATokenTakenOut_IsCorrupt(string endpoint)
    {
        string[] events = Encoding.UTF8.GetString(BodyOf(endpoint, Seeds[0])).Split("\n\n");
        int[] withToken = [.. Enumerable.Range(0, events.Length).Where(place => IsToken(endpoint, events[place]))];
        Assert.Equal(Tokens, withToken.Length);

        foreach (int place in withToken)
        {
            Reading reading = new(endpoint);
            string body = string.Join("\n\n", events.Where((_, other) => other != place));

            Assert.Equal(Outcome.Corrupt, reading.Read(Seeds[0], Encoding.UTF8.GetBytes(body)));

            Assert.Equal(1, reading.Counters[Counter.Lost]);
        }
    }

    [Theory]
    [InlineData(nameof(Endpoint.Completions), """{"error":{"message":"overloaded"}}""")]
    [InlineData(nameof(Endpoint.Responses), """{"type":"error","code":"server_error","message":"overloaded","param":null,"sequence_number":7}""")]
    [InlineData(nameof(Endpoint.Responses), """{"type":"response.failed","response":{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"overloaded"}}}""")]
    [InlineData(nameof(Endpoint.Messages), """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""")]
    public void Accept_ErrorInTheStream_IsAnInBandError(string endpoint, string error)
    {
        string[] events = Encoding.UTF8.GetString(BodyOf(endpoint, Seeds[0])).Split("\n\n");
        Reading reading = new(endpoint);
        string body = string.Join("\n\n", events.Take(8)) + $"\n\ndata: {error}\n\n";

        Assert.Equal(Outcome.InBandError, reading.Read(Seeds[0], Encoding.UTF8.GetBytes(body)));
    }

    [Theory]
    [InlineData(nameof(Endpoint.Responses))]
    [InlineData(nameof(Endpoint.Messages))]
    public void Accept_TheTerminalEventOfChat_IsNotTheirs(string endpoint)
    {
        string[] events = Encoding.UTF8.GetString(BodyOf(endpoint, Seeds[0])).Split("\n\n");
        Reading reading = new(endpoint);
        string body = string.Join("\n\n", events[..^2]) + "\n\ndata: [DONE]\n\n";

        Assert.Equal(Outcome.Malformed, reading.Read(Seeds[0], Encoding.UTF8.GetBytes(body)));
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void WriteToken_SteadyState_AllocatesNothing(string endpoint)
    {
        ArrayBufferWriter<byte> output = new();
        AnswerRenderer renderer = RendererOf(endpoint, seed: 3, output);
        Write();

        Assert.Equal(0, Allocations.Least(Write));

        void Write()
        {
            for (int index = 0; index < 1_000; index++)
            {
                output.ResetWrittenCount();
                renderer.WriteToken(index);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public void Accept_WarmReading_AllocatesNothing(string endpoint)
    {
        byte[] body = BodyOf(endpoint, Seeds[1]);
        Reading reading = new(endpoint);
        ReadMany();

        Assert.Equal(0, Allocations.Least(ReadMany));

        void ReadMany()
        {
            for (int round = 0; round < 100; round++) reading.ReadWhole(Seeds[1], body);
        }
    }

    private static bool IsToken(string endpoint, string e) => endpoint switch
    {
        nameof(Endpoint.Chat) => e.Contains("\"delta\":{\"content\":", StringComparison.Ordinal),
        nameof(Endpoint.Completions) => e.Contains("\"text\":\"", StringComparison.Ordinal) && !e.Contains("\"text\":\"\"", StringComparison.Ordinal),
        nameof(Endpoint.Responses) => e.StartsWith("event: response.output_text.delta\n", StringComparison.Ordinal),
        _ => e.StartsWith("event: content_block_delta\n", StringComparison.Ordinal),
    };

    private static byte[] BodyOf(string endpoint, long seed)
    {
        ArrayBufferWriter<byte> output = new();
        AnswerRenderer renderer = RendererOf(endpoint, seed, output);
        int written = renderer.WriteStart();
        for (int index = 0; index < Tokens; index++) written += renderer.WriteToken(index);
        Assert.Equal(output.WrittenCount, written);

        renderer.WriteEnd();
        return output.WrittenSpan.ToArray();
    }

    private static AnswerRenderer RendererOf(string endpoint, long seed, IBufferWriter<byte> output)
    {
        AnswerRequest request = new(ModelName.Of("m"u8), seed, MaxTokens: null, Stream: true, WithUsage: true, PromptTokens: 3);
        StreamPlan plan = new(new GatewaySettings { Tokens = Distribution.Constant(Tokens) }, new GatewayFaults(), seed, maxTokens: null);
        AnswerRenderer renderer = AnswerApis.NewRenderer(endpoint);
        renderer.Begin(output, request, plan, completion: 1, createdAt: 0);
        return renderer;
    }

    private sealed class Reading
    {
        private readonly GroupRecorder _recorder = new(reservedShards: 1, new Gauge());
        private readonly CurrentRequest _request = new();
        private readonly RequestPlan _plan;
        private readonly StreamReading _reading;

        public Reading(string endpoint)
        {
            _plan = new RequestPlan(new RequestGroup { Name = "g", Endpoint = Enum.Parse<Endpoint>(endpoint) }, new Uri("http://127.0.0.1/v1"), "sk-test", []);
            _reading = new StreamReading(_request);
        }

        public CounterSet Counters => _recorder.Counters;

        public Outcome Read(long seed, params byte[][] reads)
        {
            _request.Take(new WorkItem(_plan, _recorder, new RequestDraw(seed), DueAt: 0));
            _reading.Begin();
            for (int read = 0; read < reads.Length; read++) _reading.Accept(new ReadOnlySequence<byte>(reads[read]), arrivedAt: read);
            return _reading.End(200, cutShort: null);
        }

        public void ReadWhole(long seed, byte[] body)
        {
            _request.Take(new WorkItem(_plan, _recorder, new RequestDraw(seed), DueAt: 0));
            _reading.Begin();
            _reading.Accept(new ReadOnlySequence<byte>(body), arrivedAt: 1);
            if (_reading.End(200, cutShort: null) != Outcome.Completed) throw new InvalidOperationException("The stream is whole.");
        }
    }
}
