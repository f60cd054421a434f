using System.Net;
using System.Net.Sockets;
using HotPath.Sockets;

namespace HotPath.Tests.Http;

public sealed class Http1ConnectionOverLoopStreamTests : Http1ConnectionSocketTests
{
    public Http1ConnectionOverLoopStreamTests() => Assert.SkipUnless(LoopStream.IsSupported, "needs Linux");

    protected override async Task<Stream> ConnectAsync(Socket socket, IPEndPoint endPoint)
    {
        LoopStream stream = await LoopStream.ConnectAsync(socket, endPoint, Cancellation);
        await Task.Yield(); // away from the loop's thread: a test that blocks there waits for itself
        return stream;
    }
}
