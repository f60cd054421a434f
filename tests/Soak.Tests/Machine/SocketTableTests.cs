using System.Net;
using System.Net.Sockets;
using System.Text;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Tests.Machine;

public sealed class SocketTableTests
{
    private const string Lines = """
           0: 0100007F:848D 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 6668578 1 000000002061b008 100 0 0 10 0
           1: 0100007F:8001 0100007F:01BB 01 00000000:00000000 00:00000000 00000000     0        0 6668579 1 000000002061b008 20 4 0 10 -1
           2: 0100007F:8002 0100007F:01BB 06 00000000:00000000 03:00001762 00000000     0        0 0 3 000000002061b008
           3: 0100007F:8003 0200007F:01BB 06 00000000:00000000 03:00001762 00000000     0        0 0 3 000000002061b008
           4: 0100007F:8004 0100007F:01BC 01 00000000:00000000 00:00000000 00000000     0        0 6668580 1 000000002061b008 20 4 0 10 -1
           5: 0100007F:01BB 0100007F:8001 01 00000000:00000000 00:00000000 00000000     0        0 6668581 1 000000002061b008 20 4 0 10 -1
           6: 00000000000000000000000001000000:8005 00000000000000000000000001000000:01BB 08 00000000:00000000 00:00000000 00000000     0        0 6668582 1 0000 20 4 0 10 -1

        """;

    [Fact]
    public void Count_LinesOfTheKernel_AreByStateTowardsThePortAlone()
    {
        SocketTable table = new();

        table.Count(Encoding.ASCII.GetBytes(Lines), remotePort: 443);

        Assert.Equal((1, 2, 1, 0), (table[TcpState.Established], table[TcpState.TimeWait], table[TcpState.CloseWait], table[TcpState.Listen]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n")]
    [InlineData("   1: 0100007F:8001 0100007F:01BB 0\n")]
    [InlineData("   1: 0100007F:8001 0100007F:01BB FF 0\n")]
    [InlineData("   1: 0100007F:8001 0100007F 01 0\n")]
    [InlineData("   1: 0100007F:8001 :01BB 01 0\n")]
    [InlineData("   1: 0100007F:8001 0100007F:01BB 01 0")] // cut off
    public void Count_NoLineOfTheTable_IsLeftOut(string text)
    {
        SocketTable table = new();

        table.Count(Encoding.ASCII.GetBytes(text), remotePort: 443);

        Assert.All(Enum.GetValues<TcpState>(), state => Assert.Equal(0, table[state]));
    }

    [Fact]
    public void TryLook_RealSockets_AreThereInTheirStates()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has the table");
        SocketTable table = new();
        using TcpListener listener = OnPortOfNobody(table);
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Socket[] clients = [.. Enumerable.Range(0, 600).Select(_ => Connected(port))]; // more than the table's text of one read
        Socket[] accepted = [.. clients.Select(_ => listener.AcceptSocket())];

        Assert.True(table.TryLook(port));
        Assert.Equal((600, 600), (table[TcpState.Established], table.MostPortsTaken));

        foreach (Socket client in clients.Take(10)) client.Dispose(); // closed here first: they will be in TIME_WAIT
        foreach (Socket socket in accepted) socket.Dispose();
        Assert.True(table.TryLook(port));
        Assert.Equal((10, 590, 0), (table[TcpState.TimeWait], table[TcpState.CloseWait], table[TcpState.Established]));
        Assert.Equal(600, table.MostPortsTaken);
        foreach (Socket client in clients) client.Dispose();
    }

    /// <summary>Another server may have had a port a moment ago, and its clients are in TIME_WAIT still.</summary>
    private static TcpListener OnPortOfNobody(SocketTable table)
    {
        while (true)
        {
            TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            Assert.True(table.TryLook(((IPEndPoint)listener.LocalEndpoint).Port));
            if (table.MostPortsTaken == 0) return listener;

            listener.Dispose();
        }
    }

    private static Socket Connected(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }
}
