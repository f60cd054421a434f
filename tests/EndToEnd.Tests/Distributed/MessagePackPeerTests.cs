using System.Buffers;
using HotPath.EndToEnd.Tests.Peers;
using HotPath.Soak.Distributed.MessagePack;

namespace HotPath.EndToEnd.Tests.Distributed;

/// <summary>Python's msgpack, with which a Locust master reads and writes, asked about the same values.</summary>
public class MessagePackPeerTests
{
    // Python writes each value in its shortest form, too: what it reads and writes again is the same bytes.
    private const string ReadAndWriteAgain = """
        import sys, msgpack
        for line in sys.stdin:
            value = msgpack.loads(bytes.fromhex(line.strip()), raw=False, strict_map_key=False)
            print(msgpack.dumps(value).hex())
        """;

    [Fact]
    public async Task Write_AnyValue_IsWhatPythonReadsAndWritesAgain()
    {
        const int Seed = 517;
        Peer.RequireFile("Python's msgpack", ["/usr/lib/python3/dist-packages/msgpack/__init__.py"], "apt-get install -y --no-install-recommends python3-msgpack");
        Random random = new(Seed);
        string[] written = [.. Enumerable.Range(0, 2_000).Select(_ => Convert.ToHexStringLower(Draw(random)))];

        string output = await PeerCommand.RunAsync("/usr/bin/python3", ["-c", ReadAndWriteAgain], string.Join('\n', written), TestContext.Current.CancellationToken);

        string[] again = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(written.Length, again.Length);
        for (int i = 0; i < written.Length; i++)
        {
            Assert.True(written[i] == again[i], $"seed {Seed}, value {i}: {written[i]} was written, {again[i]} came back");
            Assert.True(MessagePackReader.TryReadWhole(Convert.FromHexString(again[i]), out _, out string? problem), problem);
        }
    }

    private static byte[] Draw(Random random)
    {
        ArrayBufferWriter<byte> output = new();
        Draw(new MessagePackWriter(output), random, depth: 0);
        return output.WrittenSpan.ToArray();
    }

    private static void Draw(MessagePackWriter writer, Random random, int depth)
    {
        switch (random.Next(depth < 4 ? 8 : 6))
        {
            case 0: writer.Nil(); break;
            case 1: writer.Boolean(random.Next(2) == 1); break;
            case 2: writer.Integer(DrawNumber(random)); break;
            case 3: writer.Float(BitConverter.Int64BitsToDouble(random.NextInt64(0, 0x7FF0_0000_0000_0000))); break;
            case 4: writer.Text(new string('x', random.Next(300)) + "ü🙂"); break;
            case 5: writer.Bytes(new byte[random.Next(300)]); break;
            case 6:
                int count = random.Next(20);
                writer.Array(count);
                for (int i = 0; i < count; i++) Draw(writer, random, depth + 1);
                break;
            default:
                int pairs = random.Next(20);
                writer.Map(pairs);
                for (int i = 0; i < pairs; i++)
                {
                    writer.Integer(i * 1_000L); // no key twice: of those one would be left
                    Draw(writer, random, depth + 1);
                }

                break;
        }
    }

    /// <summary>Of each length equally often.</summary>
    private static long DrawNumber(Random random)
    {
        long number = random.NextInt64(long.MaxValue) >> random.Next(63);
        return random.Next(2) == 0 ? number : -number - 1;
    }
}
