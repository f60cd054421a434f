using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using HotPath.Http;
using HotPath.Sockets;
using HotPath.Tests.Http;
using HotPath.Threads;

namespace HotPath.Tests.Sockets;

/// <summary>What streams on one thread do to each other.</summary>
public sealed class LoopSharingTests : IDisposable
{
    private readonly LoopListener _listener = new();

    public LoopSharingTests() => Assert.SkipUnless(LoopStream.IsSupported, "needs Linux");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task ReadAsync_GoesOnOnTheLoop_HasItsShortSlice()
    {
        if (SchedulerSlice.OfCallingThread is null) Assert.Skip("Nothing says the slice of a thread here: no Linux of 6.12 or later.");
        (LoopStream stream, Socket peer) = await _listener.ConnectAsync();
        await using LoopStream owned = stream;
        using Socket ownedPeer = peer;
        Task<TimeSpan?> reading = SliceBehindAReadAsync(); // waits before anything has come

        await peer.SendAsync(new byte[] { 1 }, Cancellation);

        Assert.Equal(2 * SchedulerSlice.Shortest, await reading);

        async Task<TimeSpan?> SliceBehindAReadAsync()
        {
            await stream.ReadAsync(new byte[1], Cancellation).ConfigureAwait(false);
            return SchedulerSlice.OfCallingThread;
        }
    }

    [Fact]
    public async Task ReadAsync_OneStreamAlwaysHasMore_OthersOfItsLoopHaveTheirTurn()
    {
        (LoopStream endless, Socket flooding) = await _listener.ConnectAsync();
        await using LoopStream ownedEndless = endless;
        (LoopStream other, Socket peer) = await _listener.ConnectToSameLoopAsync(endless);
        await using LoopStream ownedOther = other;
        using Socket ownedPeer = peer;
        Task sending = Task.Run(() => SendUntilItFails(flooding), Cancellation);
        TaskCompletionSource began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task reading = ReadEndlesslyAsync();
        await began.Task.WaitAsync(Cancellation);

        Task<int> waiting = other.ReadAsync(new byte[1], Cancellation).AsTask();
        await peer.SendAsync(new byte[] { 1 }, Cancellation);

        Assert.Equal(1, await waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        await endless.DisposeAsync();
        await Task.WhenAll(sending, reading);

        async Task ReadEndlesslyAsync()
        {
            byte[] room = new byte[16]; // what is sent is never read up
            try
            {
                for (long reads = 0; ; reads++)
                {
                    await endless.ReadAsync(room, Cancellation).ConfigureAwait(false);
                    if (reads == 10_000) began.SetResult();
                }
            }
            catch (Exception ended) when (ended is ObjectDisposedException or IOException)
            {
                // It was closed, as it was to be.
            }
        }
    }

    [Fact]
    public async Task ReceiveLag_WhileAnotherStreamKeptTheThread_IsAtLeastAsLong()
    {
        (LoopStream slow, Socket slowPeer) = await _listener.ConnectAsync();
        await using LoopStream ownedSlow = slow;
        using Socket ownedSlowPeer = slowPeer;
        (LoopStream other, Socket peer) = await _listener.ConnectToSameLoopAsync(slow);
        await using LoopStream ownedOther = other;
        using Socket ownedPeer = peer;

        bool isAsLong = false;
        for (int round = 0; round < 20 && !isAsLong; round++) // a thread that is paused just as it looks seems to have waited
        {
            (TimeSpan waited, TimeSpan lag) = await Task.Run(KeepAndLagAsync, Cancellation); // it blocks, which the thread of a loop must not
            isAsLong = lag >= waited;
        }

        Assert.True(isAsLong);
        Assert.Null(await Task.Run(() => LoopStream.ReceiveLag, Cancellation));

        async Task<(TimeSpan Waited, TimeSpan Lag)> KeepAndLagAsync()
        {
            using ManualResetEventSlim isKept = new(), mayGoOn = new();
            Task keeping = KeepAsync(isKept, mayGoOn); // both wait before anything is sent: so they go on on the loop
            Task<TimeSpan> lagging = LagAsync();
            await slowPeer.SendAsync(new byte[] { 1 }, Cancellation);
            isKept.Wait(Cancellation);
            await peer.SendAsync(new byte[] { 1 }, Cancellation); // while the loop does something else
            long cameAt = Stopwatch.GetTimestamp();
            Assert.True(SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(cameAt) > TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(30)));
            TimeSpan waited = Stopwatch.GetElapsedTime(cameAt);
            mayGoOn.Set();
            await keeping;
            return (waited, await lagging);
        }

        async Task KeepAsync(ManualResetEventSlim isKept, ManualResetEventSlim mayGoOn)
        {
            await slow.ReadExactlyAsync(new byte[1], Cancellation).ConfigureAwait(false);
            isKept.Set();
            mayGoOn.Wait(Cancellation);
        }

        async Task<TimeSpan> LagAsync()
        {
            await other.ReadExactlyAsync(new byte[1], Cancellation).ConfigureAwait(false);
            return LoopStream.ReceiveLag ?? TimeSpan.Zero;
        }
    }

    [Fact]
    public async Task Streams_ManyAtOnceAndAgain_MixUpNothing()
    {
        const int Rounds = 3, AtOnce = 100, Messages = 20;
        for (int round = 0; round < Rounds; round++)
        {
            Task serving = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => EchoAsync()));
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(number => TalkAsync(number)));
            await serving;
        }

        async Task TalkAsync(int number)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await using LoopStream stream = await LoopStream.ConnectAsync(socket, _listener.EndPoint, Cancellation);
            Random random = new(number);
            for (int message = 0; message < Messages; message++)
            {
                byte[] sent = new byte[random.Next(1, 5_000)];
                random.NextBytes(sent);
                await stream.WriteAsync(sent, Cancellation);
                byte[] back = new byte[sent.Length];
                await stream.ReadExactlyAsync(back, Cancellation);
                Assert.Equal(sent, back);
            }
        }

        async Task EchoAsync()
        {
            using Socket peer = await _listener.AcceptAsync();
            await using NetworkStream stream = new(peer);
            await stream.CopyToAsync(stream, Cancellation);
        }
    }

    [Fact]
    public async Task Stream_UnderTls_ShakesHandsOnThePool()
    {
        using TlsPeer peer = new();
        Task<SslStream> accepting = peer.AcceptAsync();
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        (TlsStreamResult secured, bool isOnPool) = await Task.Run(SecureAsync, Cancellation);

        Assert.True(isOnPool);
        Assert.True(secured.IsSecured, secured.Detail);
        Assert.NotNull(secured.Handshake!.CpuNanoseconds); // every stretch of it ended on the thread it began on
        await using SslStream server = await accepting;
        await secured.Stream!.DisposeAsync();

        async Task<(TlsStreamResult, bool)> SecureAsync()
        {
            LoopStream wire = await LoopStream.ConnectAsync(socket, (IPEndPoint)peer.EndPoint, Cancellation).ConfigureAwait(false);
            TlsConnector connector = new(TlsPeer.Trusting, TimeProvider.System, Stopwatch.GetTimestamp);
            TlsStreamResult secured = await connector.SecureAsync(socket, wire, Cancellation).ConfigureAwait(false);
            return (secured, Thread.CurrentThread.IsThreadPoolThread);
        }
    }

    private static void SendUntilItFails(Socket peer)
    {
        byte[] bytes = new byte[64 << 10];
        try
        {
            while (true) peer.Send(bytes);
        }
        catch (SocketException)
        {
            peer.Dispose();
        }
    }
}
