using System.Buffers;
using System.IO.Pipelines;
using HotPath.Http;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Scenarios;
using HotPath.Soak.Telemetry;
using static HotPath.Soak.Tests.Load.ChatTexts;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Tests.Load;

public sealed class Http2ChannelTests
{
    [Theory]
    [InlineData(nameof(Endpoint.Chat))]
    [InlineData(nameof(Endpoint.Models))] // a GET, whose body is empty
    public async Task SentAt_NoStreamWasFree_IsNotBeforeOneCameFree(string endpoint)
    {
        await using OneStream target = await OneStream.TakenAsync(Enum.Parse<Endpoint>(endpoint));
        using IChannel channel = target.Bench.Transport.NewChannel();

        long askedAt = TimeProvider.System.GetTimestamp();
        Task<ChannelResult> sending = SendAsync(target.Bench, channel);
        Assert.False(sending.IsCompleted);
        long freedAt = TimeProvider.System.GetTimestamp();
        await target.FreeAsync();

        Assert.Equal(ChannelResult.Ok, await sending);
        Assert.InRange(channel.SentAt, freedAt, TimeProvider.System.GetTimestamp());
        Assert.True(askedAt < channel.SentAt);
        Assert.Equal(HeadResult.Received, await channel.ReceiveHeadAsync());
        Assert.Equal(1, target.Server.Connections);
    }

    [Fact]
    public async Task Abort_WaitingForAStream_EndsTheWaitAndLeavesTheChannelUsable()
    {
        await using OneStream target = await OneStream.TakenAsync(Endpoint.Chat);
        using IChannel channel = target.Bench.Transport.NewChannel();

        Task<ChannelResult> sending = SendAsync(target.Bench, channel);
        channel.Abort();
        channel.Abort();

        Assert.Equal(ChannelResult.Aborted, await sending);
        channel.Finish(ChannelResult.Aborted, ConnectionEnd.GivenUp, TimeProvider.System.GetTimestamp());
        await target.FreeAsync();
        Assert.Equal(ChannelResult.Ok, await SendAsync(target.Bench, channel));
        Assert.Equal(HeadResult.Received, await channel.ReceiveHeadAsync());
        Assert.Equal(2, target.Server.Requests);
    }

    [Fact]
    public async Task Abort_BeforeSending_SendsNothing()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(_ => Http2Answer.Json(ChatAnswer));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" }, transport: Transport.Http2);
        using IChannel channel = bench.Transport.NewChannel();

        channel.Abort();

        Assert.Equal(ChannelResult.Aborted, await SendAsync(bench, channel));
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task Abort_WaitingForTheHead_EndsTheWait()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(_ => Http2Answer.Nothing(AnswerEnd.Hang));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" }, transport: Transport.Http2);
        using IChannel channel = bench.Transport.NewChannel();

        Assert.Equal(ChannelResult.Ok, await SendAsync(bench, channel));
        Task<HeadResult> receiving = channel.ReceiveHeadAsync().AsTask();
        channel.Abort();

        Assert.Equal(HeadResult.Aborted, await receiving);
    }

    [Fact]
    public async Task Abort_Reading_CompletesTheBody()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(_ => Http2Answer.Events(AnswerEnd.Hang, Text("a")));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" }, transport: Transport.Http2);
        using IChannel channel = bench.Transport.NewChannel();

        Assert.Equal(ChannelResult.Ok, await SendAsync(bench, channel));
        Assert.Equal(HeadResult.Received, await channel.ReceiveHeadAsync());
        Assert.Equal("text/event-stream"u8, channel.ContentType);
        ReadResult first = await channel.Body.ReadAsync(TestContext.Current.CancellationToken);
        channel.Body.AdvanceTo(first.Buffer.End);
        Task<ReadResult> reading = channel.Body.ReadAsync(TestContext.Current.CancellationToken).AsTask();
        channel.Abort();
        channel.Abort();

        ReadResult last = await reading;
        Assert.False(first.Buffer.IsEmpty);
        Assert.True(last.IsCompleted);
        Assert.Equal(ChannelResult.Aborted, channel.BodyEnd);
        channel.Body.AdvanceTo(last.Buffer.End);
        Assert.True((await channel.Body.ReadAsync(TestContext.Current.CancellationToken)).IsCompleted);
    }

    [Fact]
    public async Task CancelWaiting_LaterRequests_AreAborted()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(_ => Http2Answer.Json(ChatAnswer));
        using ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" }, transport: Transport.Http2);
        using IChannel channel = bench.Transport.NewChannel();

        bench.Transport.CancelWaiting();

        Assert.Equal(ChannelResult.Aborted, await SendAsync(bench, channel));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Dispose_Transport_ClosesEveryConnection()
    {
        await using ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(_ => Http2Answer.Json(ChatAnswer));
        ExchangeBench bench = new(server.Url, new RequestGroup { Name = "chat" }, transport: Transport.Http2);
        await bench.RunAsync(seed: 7);
        long openBefore = bench.OpenConnections.Now;

        bench.Dispose();

        Assert.Equal(1, openBefore);
        Assert.Equal(0, bench.OpenConnections.Now);
    }

    private static Task<ChannelResult> SendAsync(ExchangeBench bench, IChannel channel) =>
        channel.SendAsync(bench.Plan, new RequestDraw(7), bench.Recorder, TimeProvider.System.GetTimestamp()).AsTask();

    /// <summary>A target that takes one stream on one connection, which is taken until it is freed.</summary>
    private sealed class OneStream : IAsyncDisposable
    {
        private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IChannel? _holder;

        private OneStream(ScriptedHttp2Server server, ExchangeBench bench)
        {
            Server = server;
            Bench = bench;
        }

        public ScriptedHttp2Server Server { get; }

        public ExchangeBench Bench { get; }

        public static async Task<OneStream> TakenAsync(Endpoint endpoint)
        {
            OneStream? target = null;
            ScriptedHttp2Server server = await ScriptedHttp2Server.StartAsync(
                number => Http2Answer.Events(AnswerEnd.KeepOpen, Done) with { GoesOn = number == 0 ? target!._goesOn.Task : Task.CompletedTask },
                streamsPerConnection: 1);
            RequestGroup group = new() { Name = "one", Endpoint = endpoint };
            target = new OneStream(server, new ExchangeBench(server.Url, group, transport: Transport.Http2, maxConnections: 1));

            // Its head comes behind the server's settings, so from then on the client knows that there is one stream.
            target._holder = target.Bench.Transport.NewChannel();
            Assert.Equal(ChannelResult.Ok, await SendAsync(target.Bench, target._holder));
            Assert.Equal(HeadResult.Received, await target._holder.ReceiveHeadAsync());
            return target;
        }

        public async Task FreeAsync()
        {
            _goesOn.SetResult();
            for (ReadResult read = default; !read.IsCompleted;)
            {
                read = await _holder!.Body.ReadAsync();
                _holder.Body.AdvanceTo(read.Buffer.End);
            }

            Assert.Equal(ChannelResult.Ok, _holder!.BodyEnd);
            _holder.Finish(ChannelResult.Ok, default, TimeProvider.System.GetTimestamp());
        }

        public async ValueTask DisposeAsync()
        {
            _holder?.Dispose();
            Bench.Dispose();
            await Server.DisposeAsync();
        }
    }
}
