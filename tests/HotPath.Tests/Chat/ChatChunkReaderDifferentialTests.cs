using System.Text;
using HotPath.Chat;

namespace HotPath.Tests.Chat;

public sealed class ChatChunkReaderDifferentialTests
{
    private readonly ChatChunkReader _reader = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryRead_GeneratedObjects_SaysWhatTheReferenceSays(int seed)
    {
        ChatJsonGenerator generator = new(seed);
        int readable = 0;
        int withContent = 0;

        for (int round = 0; round < 2_000; round++)
        {
            byte[] json = generator.Next();
            ReadChunk? chunk = AssertSameAsReference(json, seed);
            if (chunk is not null) readable++;
            if (chunk is { Content.Length: > 0 }) withContent++;
        }

        Assert.InRange(readable, 1_000, 1_999); // both answers are tried
        Assert.InRange(withContent, 250, 1_750);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void TryRead_DamagedObjects_SaysWhatTheReferenceSays(int seed)
    {
        ChatJsonGenerator generator = new(seed);

        for (int round = 0; round < 1_000; round++) AssertSameAsReference(generator.Damage(generator.Next()), seed);
    }

    [Fact]
    public void TryRead_ObjectCutAtEveryByte_IsRefused()
    {
        ChatJsonGenerator generator = new(6);
        for (int round = 0; round < 8; round++)
        {
            byte[] json = generator.Next().AsSpan().Trim(" \t\r\n"u8).ToArray();
            for (int length = 0; length < json.Length; length++)
            {
                Assert.False(_reader.TryRead(json.AsSpan(0, length), out ChatChunk _), Encoding.UTF8.GetString(json, 0, length));
            }
        }
    }

    private ReadChunk? AssertSameAsReference(byte[] json, int seed)
    {
        ReadChunk? expected = ChatChunkReference.Read(json);

        ReadChunk? actual = ReadChunk.From(_reader, json);

        if (expected != actual) Assert.Fail($"Seed {seed}\n{Encoding.UTF8.GetString(json)}\nexpected {expected}\nactual   {actual}");
        return actual;
    }
}
