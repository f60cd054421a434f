using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;

namespace HotPath.Soak.Tests.Load;

public sealed class ExchangeTests
{
    public static TheoryData<string> Cases => [.. Answers.Keys];

    /// <summary>What the target does, and how that must be called.</summary>
    private static Dictionary<string, (ScriptedAnswer Answer, Outcome Expected)> Answers { get; } = new()
    {
        ["whole stream"] = (ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Text("a"), Text(" b"), Done), Outcome.Completed),
        ["whole stream, connection closed behind its last chunk"] = (ScriptedAnswer.Events(AnswerEnd.Close, true, Role, Text("a"), Done), Outcome.Completed),
        ["terminal event, then closed without a last chunk"] = (ScriptedAnswer.Events(AnswerEnd.Close, false, Text("a"), Done), Outcome.Completed),
        ["clean end without the terminal event"] = (ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Text("a")), Outcome.Truncated),
        ["closed in mid-stream"] = (ScriptedAnswer.Events(AnswerEnd.Close, false, Role, Text("a")), Outcome.Truncated),
        ["reset in mid-stream"] = (ScriptedAnswer.Events(AnswerEnd.Reset, false, Role, Text("a")), Outcome.Truncated),
        ["empty stream"] = (ScriptedAnswer.Events(AnswerEnd.KeepOpen, true), Outcome.Truncated),
        ["stalled stream"] = (ScriptedAnswer.Events(AnswerEnd.Hang, false, Role, Text("a")), Outcome.Timeout),
        ["error in the stream"] = (ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Text("a"), """{"error":{"message":"overloaded","type":"server_error"}}""", Done), Outcome.InBandError),
        ["event that is no JSON"] = (ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, "{\"choices\":[", Done), Outcome.Malformed),
        ["chunk size that is no number"] = (new ScriptedAnswer(AnswerEnd.KeepOpen, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), Outcome.Malformed),
        ["one JSON object where a stream was asked for"] = (ScriptedAnswer.Json(ChatAnswer), Outcome.Malformed),
        ["an error object with status 200"] = (ScriptedAnswer.Json("""{"error":{"message":"no"}}"""), Outcome.InBandError),
        ["401"] = (ScriptedAnswer.Json("{}", 401), Outcome.Unauthorized),
        ["403"] = (ScriptedAnswer.Json("{}", 403), Outcome.Unauthorized),
        ["404"] = (ScriptedAnswer.Json("{}", 404), Outcome.ClientError),
        ["429"] = (ScriptedAnswer.Json("{}", 429), Outcome.RateLimited),
        ["500"] = (ScriptedAnswer.Json("{}", 500), Outcome.ServerError),
        ["502 in HTML"] = (ScriptedAnswer.Json("<html>", 502), Outcome.UpstreamError),
        ["503"] = (ScriptedAnswer.Json("{}", 503), Outcome.UpstreamError),
        ["504"] = (ScriptedAnswer.Json("{}", 504), Outcome.UpstreamError),
        ["closed without an answer"] = (new ScriptedAnswer(AnswerEnd.Close), Outcome.ConnectionError),
        ["reset without an answer"] = (new ScriptedAnswer(AnswerEnd.Reset), Outcome.ConnectionError),
        ["closed in mid-head"] = (new ScriptedAnswer(AnswerEnd.Close, "HTTP/1.1 200 OK\r\nConte"), Outcome.ConnectionError),
        ["something else than HTTP"] = (new ScriptedAnswer(AnswerEnd.Close, "SSH-2.0-OpenSSH_9.2\r\n\r\n"), Outcome.Malformed),
        ["no answer at all"] = (new ScriptedAnswer(AnswerEnd.Hang), Outcome.Timeout),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_WhateverTheTargetDoes_HasOneOutcome(string name)
    {
        (ScriptedAnswer answer, Outcome expected) = Answers[name];
        await using ScriptedServer server = new(_ => answer);
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" }, ExchangeBench.TimeoutsFor(expected));

        Outcome outcome = await bench.RunAsync(seed: 7);

        Assert.Equal(expected, outcome);
        Assert.Equal(1, bench.Counters[expected]);
        Assert.Equal(1, bench.Counters.Finished);
        Assert.Equal(expected == Outcome.Completed ? 0 : 1, bench.Counters[Counter.Failed]);
        Assert.Equal(0, bench.OpenStreams.Now);
    }

    [Fact]
    public async Task RunAsync_NobodyListens_IsAConnectionError()
    {
        Uri nowhere;
        await using (ScriptedServer server = new(_ => new ScriptedAnswer(AnswerEnd.Close))) nowhere = server.Url;
        using ExchangeBench bench = new(nowhere, new RequestGroup { Name = "chat" });

        Assert.Equal(Outcome.ConnectionError, await bench.RunAsync(seed: 7));
        Assert.Equal(1, bench.Counters[Counter.ConnectionsFailed]);
    }

    [Fact]
    public async Task RunAsync_PeerTakesNoBytes_IsATimeout()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Uri url = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1");
        RequestGroup group = new() { Name = "chat", Prompts = [new string('a', 32 << 20)] }; // more than both sockets hold
        using ExchangeBench bench = new(url, group, ExchangeBench.TimeoutsFor(Outcome.Timeout));

        Assert.Equal(Outcome.Timeout, await bench.RunAsync(seed: 7));
        Assert.Equal(1, bench.Counters.Finished);
    }

    [Fact]
    public async Task RunAsync_StatusThatTheGroupExpects_IsNoFailure()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json("{}", 429));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat", ExpectedStatus = [200, 429] });

        Assert.Equal(Outcome.RateLimited, await bench.RunAsync(seed: 7));
        Assert.Equal(0, bench.Counters[Counter.Failed]);
    }

    [Fact]
    public async Task RunAsync_WholeAnswersOnOneConnection_ReusesIt()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Text("a"), Done));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" });

        for (int i = 0; i < 5; i++) Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: i));

        Assert.Equal(1, server.Connections);
        Assert.Equal(1, bench.Counters[Counter.ConnectionsOpened]);
        Assert.Equal(4, bench.Counters[Counter.ConnectionsReused]);
        Assert.Equal(0, bench.Counters.ConnectionsClosed);
    }

    [Fact]
    public async Task RunAsync_PeerClosesAfterEachAnswer_OpensAnewWithoutAnError()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Json(ChatAnswer, headers: "Connection: close\r\n") with { End = AnswerEnd.Close });
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat", Stream = false });

        for (int i = 0; i < 3; i++) Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: i));

        Assert.Equal(3, bench.Counters[Counter.ConnectionsOpened]);
        Assert.Equal(3, bench.Counters[ConnectionEnd.PeerAsked]);
    }

    [Fact]
    public async Task RunAsync_FirstTokenIsTheFirstWithContent_NotTheRole()
    {
        await using ScriptedServer server = new(_ => ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Done));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" });

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));

        Assert.Equal(0, bench.Taken(Metric.Ttft).Count);
        Assert.Equal(1, bench.Taken(Metric.E2e).Count);
        Assert.Equal(2, bench.Counters[Counter.Events]);
        Assert.Equal(0, bench.Counters[Counter.Tokens]);
    }

    [Fact]
    public async Task RunAsync_UsageInTheStream_CountsItsTokensAndNotTheEvents()
    {
        const string Usage = """{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":9,"total_tokens":10}}""";
        await using ScriptedServer server = new(_ => ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Text("a"), Text("b"), Text("c"), Usage, Done));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" });

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));

        Assert.Equal(9, bench.Counters[Counter.Tokens]);
        Assert.Equal(2, bench.Taken(Metric.Gap).Count);
        Assert.Equal(6, bench.Taken(Metric.Itl).Count); // three events brought three tokens each; the first three are the TTFT's
        Assert.Equal(1, bench.Taken(Metric.Tpot).Count);
    }

    [Fact]
    public async Task RunAsync_UsageOnTheLastContentEventAlone_IsSharedAmongAllOfThem()
    {
        const string Last = """{"choices":[{"index":0,"delta":{"content":"c"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":6,"total_tokens":7}}""";
        await using ScriptedServer server = new(_ => ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Role, Text("a"), Text("b"), Last, Done));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" });

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));

        Assert.Equal(6, bench.Counters[Counter.Tokens]);
        Assert.Equal(4, bench.Taken(Metric.Itl).Count); // two tokens each event; the first two are the TTFT's
    }

    [Fact]
    public async Task RunAsync_UsageOnEachEvent_SaysWhatEachBrought()
    {
        static string Counted(int tokens) =>
            $$$"""{"choices":[{"index":0,"delta":{"content":"x"}}],"usage":{"prompt_tokens":1,"completion_tokens":{{{tokens}}},"total_tokens":9}}""";
        await using ScriptedServer server = new(_ => ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, Counted(1), Counted(2), Counted(5), Done));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" });

        Assert.Equal(Outcome.Completed, await bench.RunAsync(seed: 7));

        Assert.Equal(5, bench.Counters[Counter.Tokens]);
        Assert.Equal(4, bench.Taken(Metric.Itl).Count); // one by the second event, three by the third
    }

    [Theory]
    [InlineData(false, 0, 0, 0, 0)]
    [InlineData(true, 1, 0, 0, 0)]
    public async Task RunAsync_SimulatedGateway_VerifiesEveryWord(bool losesAWord, long lost, long repeated, long reordered, long altered)
    {
        const long Seed = 99;
        const int Words = 12;
        string[] events = [.. Enumerable.Range(0, Words).Where(i => !losesAWord || i != 5).Select(i => Simulated(Seed, i))];
        string usage = $$$"""{"choices":[],"system_fingerprint":"hotpath-1","usage":{"prompt_tokens":1,"completion_tokens":{{{Words}}},"total_tokens":13}}""";
        await using ScriptedServer server = new(_ => ScriptedAnswer.Events(AnswerEnd.KeepOpen, true, [.. events, usage, Done]));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" });

        Outcome outcome = await bench.RunAsync(Seed);

        Assert.Equal(losesAWord ? Outcome.Corrupt : Outcome.Completed, outcome);
        Assert.Equal(losesAWord ? 0 : 1, bench.Counters[Counter.Verified]);
        Assert.Equal(
            [lost, repeated, reordered, altered],
            new[] { Counter.Lost, Counter.Repeated, Counter.Reordered, Counter.Altered }.Select(counter => bench.Counters[counter]));
    }

    private static string Simulated(long seed, int index)
    {
        Span<byte> token = stackalloc byte[SimulatedText.MaxTokenBytes];
        string word = Encoding.UTF8.GetString(token[..SimulatedText.WriteToken(seed, index, token)]);
        return $$$"""{"choices":[{"index":0,"delta":{"content":{{{JsonSerializer.Serialize(word)}}}}}],"system_fingerprint":"hotpath-1"}""";
    }
}
