using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using HotPath.Soak.Content;
using HotPath.Soak.Gateway;
using HotPath.Soak.Machine;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Tests.Content;

namespace HotPath.Soak.Tests.Gateway;

public sealed class TransportsTests
{
    public static TheoryData<string, int> Transports => new() { { "http", 1 }, { "h2c", 2 }, { "https", 1 }, { "https", 2 }, { "h3", 3 } };

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Post_StreamedChat_IsWhole(string scheme, int version)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant);
        StreamedChat chat = new(seed: 3);

        await chat.RunAsync(gateway.Client(scheme, version));

        Assert.True(chat.IsWhole);
        Assert.Equal(10, chat.ContentEvents);
        Assert.Equal("stop", chat.FinishReason);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Post_NotStreamed_IsTheSeedsText(string scheme, int version)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant);

        JsonElement answer = await PostAsync(gateway.Client(scheme, version), "/v1/chat/completions", GatewayFixture.Chat(",\"seed\":3"));

        JsonElement message = answer.GetProperty("choices")[0].GetProperty("message");
        Assert.Equal(SimulatedTextTests.TextOf(3, 10), message.GetProperty("content").GetString());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Post_Embeddings_AreTheInputs(string scheme, int version)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant);

        JsonElement answer = await PostAsync(gateway.Client(scheme, version), "/v1/embeddings", """{"model":"e","input":["one","two"]}""");

        string[] inputs = ["one", "two"];
        for (int index = 0; index < inputs.Length; index++)
        {
            JsonElement vector = answer.GetProperty("data")[index].GetProperty("embedding");
            float[] components = [.. vector.EnumerateArray().Select(component => component.GetSingle())];
            Assert.True(SimulatedEmbedding.Matches(Encoding.UTF8.GetBytes(inputs[index]), components));
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Post_CutCleanly_EndsTheBodyWithoutDone(string scheme, int version)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant);
        HttpClient client = gateway.Client(scheme, version);
        await PostAsync(client, "/admin/faults", """{"cutShare":1,"cutAfterTokens":4,"cutCleanly":true}""");
        StreamedChat chat = new(seed: 3);

        await chat.RunAsync(client);

        Assert.Equal(4, chat.ContentEvents);
        Assert.False(chat.IsDone);
        await AssertStreams(client, """{"opened":1,"completed":0,"cut":1,"abandoned":0,"open":0}""", tokens: 4);
    }

    /// <summary>The tokens before the cut may be lost to it: a client that sees a reset throws away what it has not read.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Post_Cut_BreaksTheBodyAndNothingElse(string scheme, int version)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant);
        HttpClient client = gateway.Client(scheme, version);
        await PostAsync(client, "/admin/faults", """{"cutShare":1,"cutAfterTokens":4}""");
        StreamedChat chat = new(seed: 3);

        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => chat.RunAsync(client));

        Assert.True(exception is IOException or HttpRequestException, exception.ToString());
        Assert.InRange(chat.ContentEvents, 0, 4);
        Assert.False(chat.IsDone);
        await AssertStreams(client, """{"opened":1,"completed":0,"cut":1,"abandoned":0,"open":0}""", tokens: 4);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Post_Stall_HoldsTheStreamUntilItsEnd(string scheme, int version)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant);
        HttpClient client = gateway.Client(scheme, version);
        long stalledAt = Stopwatch.GetTimestamp(); // or later
        await PostAsync(client, "/admin/faults", """{"stallForMs":200}""");
        StreamedChat chat = new(seed: 3);

        using HttpResponseMessage response = await chat.OpenAsync(client, TestContext.Current.CancellationToken);
        TimeSpan untilTheHead = Stopwatch.GetElapsedTime(stalledAt);
        await chat.ReadAsync(response);

        Assert.True(untilTheHead.TotalMilliseconds >= 200, $"Answered {untilTheHead.TotalMilliseconds} ms after a stall of 200 was asked for.");
        Assert.True(chat.IsWhole);
    }

    /// <summary>More than the client's window, or its socket, takes: the gateway waits for a flush when the client leaves.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Post_ClientLeavesUnread_IsAbandoned(string scheme, int version)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant with { Tokens = Distribution.Constant(100_000) });
        HttpClient client = gateway.Client(scheme, version);
        HttpResponseMessage response = await new StreamedChat(seed: 3).OpenAsync(client, TestContext.Current.CancellationToken);
        await RunningGateway.StatsWhenAsync(client, stats => stats.GetProperty("tokens").GetInt64() > 200);

        response.Dispose();

        JsonElement stats = await RunningGateway.StatsWhenAsync(client, stats => stats.GetProperty("streams").GetProperty("open").GetInt64() == 0);
        Assert.Equal("""{"opened":1,"completed":0,"cut":0,"abandoned":1,"open":0}""", stats.GetProperty("streams").GetRawText());
        Assert.Equal(0, stats.GetProperty("completedTokens").GetInt64());
    }

    /// <summary>As above, and what the client sent meanwhile is more than the gateway takes: no read tells it that the client is gone.</summary>
    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Post_ClientLeavesUnreadAndUnheard_IsAbandoned(string scheme)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant with { Tokens = Distribution.Constant(1_000_000) });
        HttpClient observer = gateway.Client(scheme, 1);
        using TcpClient socket = new();
        await using Stream stream = await ConnectAsync(gateway, scheme, socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(RawRequest(GatewayFixture.Chat(",\"stream\":true"))), TestContext.Current.CancellationToken);
        long written = 0;
        Task filling = FillAsync();
        long before;
        long moved = 0;
        do
        {
            before = moved;
            JsonElement now = await RunningGateway.StatsWhenAsync(observer, stats => stats.GetProperty("tokens").GetInt64() > 0);
            moved = now.GetProperty("tokens").GetInt64() + Interlocked.Read(ref written);
        }
        while (moved != before); // it stands still: both ways are full

        socket.Client.Close(timeout: 0);

        JsonElement stats = await RunningGateway.StatsWhenAsync(observer, stats => stats.GetProperty("streams").GetProperty("open").GetInt64() == 0);
        Assert.Equal("""{"opened":1,"completed":0,"cut":0,"abandoned":1,"open":0}""", stats.GetProperty("streams").GetRawText());
        await filling;

        async Task FillAsync()
        {
            byte[] next = new byte[64 * 1024]; // whatever it is: nobody gets that far
            try
            {
                while (true)
                {
                    await stream.WriteAsync(next, TestContext.Current.CancellationToken);
                    Interlocked.Add(ref written, next.Length);
                }
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // the socket was closed
            }
        }
    }

    /// <summary>The client comes back late: what waited is sent, and in order.</summary>
    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Post_ClientReadsLate_GetsAllOfIt(string scheme, int version)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant with { Tokens = Distribution.Constant(50_000) });
        HttpClient client = gateway.Client(scheme, version);
        StreamedChat chat = new(seed: 3);
        using HttpResponseMessage response = await chat.OpenAsync(client, TestContext.Current.CancellationToken);
        long before;
        long sent = 0;
        do
        {
            before = sent;
            sent = (await RunningGateway.StatsWhenAsync(client, _ => true)).GetProperty("tokens").GetInt64();
        }
        while (sent == 0 || sent != before); // it stands still: all that lies between the two is full

        await chat.ReadAsync(response);

        Assert.True(chat.IsWhole);
        Assert.Equal(50_000, chat.ContentEvents);
    }

    [Theory]
    [InlineData("h2c")]
    [InlineData("https")]
    public async Task Post_ManyStreamsOnOneConnection_AreAllWhole(string scheme)
    {
        const int Streams = 120; // over the usual limit of 100
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant with { Tokens = Distribution.Constant(500) });
        HttpClient client = gateway.Client(scheme, 2);
        StreamedChat[] chats = [.. Enumerable.Range(0, Streams).Select(seed => new StreamedChat(seed))];

        // More than the window of a stream that nobody reads, so all are still open when the last one is.
        HttpResponseMessage[] responses = await Task.WhenAll(chats.Select(chat => chat.OpenAsync(client, TestContext.Current.CancellationToken)));
        JsonElement allOpen = await RunningGateway.StatsWhenAsync(client, _ => true);
        await Task.WhenAll(chats.Zip(responses, (chat, response) => chat.ReadAsync(response)));

        Assert.Equal(Streams, allOpen.GetProperty("streams").GetProperty("open").GetInt64());
        Assert.All(chats, chat => Assert.True(chat.IsWhole));
        await AssertStreams(client, $$"""{"opened":{{Streams}},"completed":{{Streams}},"cut":0,"abandoned":0,"open":0}""", tokens: Streams * 500);
    }

    [Fact]
    public async Task Get_StatsAfterAMixOfTransports_AddUp()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(GatewayFixture.Instant);
        HttpClient[] clients = [.. Transports.Where(row => row.Data.Item2 < 3 || QuicLibrary.IsThere).Select(row => gateway.Client(row.Data.Item1, row.Data.Item2))];
        await Task.WhenAll(clients.SelectMany((client, index) => Enumerable.Range(0, 25 * (index + 1)).Select(seed => new StreamedChat(seed).RunAsync(client))));
        foreach (HttpClient client in clients)
        {
            await PostAsync(client, "/v1/chat/completions", GatewayFixture.Chat());
            await PostAsync(client, "/v1/embeddings", """{"model":"e","input":"Hello"}""");
            await client.GetAsync("/v1/models", TestContext.Current.CancellationToken);
        }

        int each = clients.Length, all = Enumerable.Range(1, each).Sum(number => 25 * number);
        foreach (HttpClient client in clients)
        {
            JsonElement stats = await AssertStreams(client, $$"""{"opened":{{all}},"completed":{{all}},"cut":0,"abandoned":0,"open":0}""", tokens: 10 * all);
            Assert.Equal($$$"""{"chat":{"200":{{{all + each}}}},"completions":{},"responses":{},"messages":{},"embeddings":{"200":{{{each}}}},"models":{"200":{{{each}}}},"other":{}}""", stats.GetProperty("requests").GetRawText());
            Assert.Equal(10 * (all + each), stats.GetProperty("completedTokens").GetInt64());
        }
    }

    private static async Task<Stream> ConnectAsync(RunningGateway gateway, string scheme, TcpClient socket)
    {
        await socket.ConnectAsync("127.0.0.1", gateway.Addresses.Single(address => address.Scheme == scheme).Port, TestContext.Current.CancellationToken);
        if (scheme == "http") return socket.GetStream();

        SslStream tls = new(socket.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = gateway.Trust }, TestContext.Current.CancellationToken);
        return tls;
    }

    private static string RawRequest(string body) =>
        $"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {ApiKeys.Default}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    private static async Task<JsonElement> AssertStreams(HttpClient client, string streams, long tokens)
    {
        JsonElement stats = await RunningGateway.StatsWhenAsync(client, _ => true);
        Assert.Equal(streams, stats.GetProperty("streams").GetRawText());
        Assert.Equal(tokens, stats.GetProperty("tokens").GetInt64());
        return stats;
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, string body)
    {
        using HttpResponseMessage response = await client.PostAsync(path, GatewayFixture.Json(body), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        Assert.Equal(client.DefaultRequestVersion, response.Version);
        return await GatewayFixture.JsonOf(response);
    }
}
