using System.Text;
using HotPath.Chat;

namespace HotPath.Tests.Chat;

/// <summary>Whether what a reader has learned from a stream is used, and says exactly what a walk would say.</summary>
public sealed class ChunkTemplateTests
{
    private const int MostShapes = 6;

    private readonly ChatChunkReader _reader = new();

    public static TheoryData<string> StreamNames => ChatStreams.Names;

    [Theory]
    [MemberData(nameof(StreamNames))]
    public void TryRead_StreamAfterStream_WalksNewShapesOnly(string stream)
    {
        ReadWhole(ChatStreams.Create(stream, 1));
        Assert.InRange(_reader.WalkCount, 1, MostShapes);
        long learned = _reader.WalkCount;

        for (int number = 2; number < 8; number++) ReadWhole(ChatStreams.Create(stream, number));

        Assert.Equal(learned, _reader.WalkCount);
    }

    [Fact]
    public void TryRead_StreamsOfAllGatewaysInTurn_SaysWhatTheReferenceSays()
    {
        for (int number = 1; number < 4; number++)
        {
            foreach (string stream in ChatStreams.Names.Select(row => row.Data)) ReadWhole(ChatStreams.Create(stream, number));
        }
    }

    [Theory]
    [MemberData(nameof(StreamNames))]
    public void TryRead_EachByteOfALearnedStreamDamaged_SaysWhatTheReferenceSays(string stream)
    {
        ReadWhole(ChatStreams.Create(stream, 1));
        Random random = new(stream.Length);

        // The role, two texts, and what comes last: finish reason and usage.
        List<string> chunks = ChatStreams.Create(stream, 1);
        foreach (string chunk in (IEnumerable<string>)[chunks[0], chunks[1], chunks[3], chunks[^2], chunks[^1]])
        {
            byte[] json = Encoding.UTF8.GetBytes(chunk);
            for (int at = 0; at < json.Length; at++)
            {
                byte any = (byte)random.Next(256);
                byte telling = (byte)"\"\\{}[],:0-.eE n\x01"[random.Next(16)];
                byte[][] damaged =
                [
                    [.. json[..at], (byte)(json[at] ^ (1 << random.Next(8))), .. json[(at + 1)..]],
                    [.. json[..at], telling, .. json[(at + 1)..]],
                    [.. json[..at], any, .. json[at..]],
                    [.. json[..at], telling, .. json[at..]],
                    [.. json[..at], .. json[(at + 1)..]],
                    json[..at],
                ];
                foreach (byte[] other in damaged)
                {
                    AssertSameAsReference(json); // so that its template is there, whatever was read between
                    AssertSameAsReference(other);
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryRead_SameShapeWithOtherValues_SaysWhatTheReferenceSays(int seed)
    {
        ChatJsonGenerator generator = new(seed, escapesNames: false);
        JsonVariation variation = new(seed);
        long walked = 0;
        long matched = 0;

        for (int round = 0; round < 400; round++)
        {
            byte[] json = generator.Next();
            ChatChunkReader reader = new();
            AssertSameAsReference(reader, json, seed);
            for (int variant = 0; variant < 12; variant++)
            {
                AssertSameAsReference(reader, json, seed); // so that its template is in front, whatever was read between
                long before = reader.WalkCount;
                ReadChunk? read = AssertSameAsReference(reader, variation.Of(json), seed);
                if (reader.WalkCount > before) walked++;
                else if (read is not null) matched++;
            }
        }

        Assert.InRange(walked, 500, 4_300); // both are tried
        Assert.InRange(matched, 500, 4_300);
    }

    [Fact]
    public void TryRead_ObjectsOfAnyShapeThenAStream_LearnsAgain()
    {
        ChatJsonGenerator generator = new(11);
        for (int round = 0; round < 500; round++) AssertSameAsReference(generator.Next());

        for (int number = 0; number < 10; number++) ReadWhole(ChatStreams.Create("OpenAI", number));
        long learned = _reader.WalkCount;
        ReadWhole(ChatStreams.Create("OpenAI", 10));

        Assert.Equal(learned, _reader.WalkCount);
    }

    [Theory]
    [InlineData("""{"object":"chat.completion.chunk","message":"m"}""", """{"object":"error","message":"m"}""")]
    [InlineData("""{"object":"error","message":"m"}""", """{"object":"e","message":"m"}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"a"}}]}""", """{"choices":[{"index":1,"delta":{"content":"a"}}]}""")]
    [InlineData("""{"choices":[{"index":1,"delta":{"content":"a"}}]}""", """{"choices":[{"index":0,"delta":{"content":"a"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"reasoning_content":"a","reasoning":"b"}}]}""", """{"choices":[{"delta":{"reasoning_content":"","reasoning":"b"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"reasoning_content":"","reasoning":"b"}}]}""", """{"choices":[{"delta":{"reasoning_content":"a","reasoning":"b"}}]}""")]
    [InlineData("""{"usage":{"prompt_tokens":1,"prompt_tokens":2}}""", """{"usage":{"prompt_tokens":1.5,"prompt_tokens":2}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1},"usage":null}""", """{"usage":{"prompt_tokens":-1},"usage":null}""")]
    [InlineData("""{"usage":{"prompt_tokens":1}}""", """{"usage":{"prompt_tokens":9223372036854775808}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1}}""", """{"usage":{"prompt_tokens":9223372036854775807}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1}}""", """{"usage":{"prompt_tokens":-0}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1}}""", """{"usage":{"prompt_tokens":01}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1}}""", """{"usage":{"prompt_tokens":1e0}}""")]
    [InlineData("""{"created":1,"id":"a"}""", """{"created":01,"id":"a"}""")]
    [InlineData("""{"created":1,"id":"a"}""", """{"created":1.,"id":"a"}""")]
    [InlineData("""{"created":10,"id":"a"}""", """{"created":20,"id":"b"}""")]
    [InlineData("""{"created":10,"id":"a"}""", """{"created":01,"id":"a"}""")]
    [InlineData("""{"created":10,"id":"a"}""", """{"created":1-,"id":"a"}""")]
    [InlineData("""{"created":10,"id":"a"}""", """{"created":10,"iD":"b"}""")]
    [InlineData("""{"id":"abc","model":"m"}""", """{"id":"a\n","model":"m"}""")]
    [InlineData("""{"id":"abc","model":"m"}""", """{"id":"a\"","model":"m"}""")]
    [InlineData("""{"id":"abc","model":"m"}""", """{"id":"ab\","model":"m"}""")]
    [InlineData("""{"id":"abc","model":"m"}""", """{"id":"a\"","model":"n"}""")]
    [InlineData("""{"id":"abc","model":"m"}""", """{"id":"a\u1","model":"n"}""")]
    [InlineData("""{"id":"abc","model":"m"}""", """{"id":"xyz","model":"n"}""")]
    [InlineData("""{"created":1,"id":"a"}""", """{"created":,"id":"a"}""")]
    [InlineData("""{"created":[1],"id":"a"}""", """{"created":[1,],"id":"a"}""")]
    [InlineData("""{"created":[1],"id":"a"}""", """{"created":[1 , 2],"id":"a"}""")]
    [InlineData("""{"created":[1],"id":"a"}""", """{"created":[],"id":"a"}""")]
    public void TryRead_OneValueThatDecides_IsReadAsTheWalkReadsIt(string learned, string other)
    {
        AssertSameAsReference(Encoding.UTF8.GetBytes(learned));
        AssertSameAsReference(Encoding.UTF8.GetBytes(learned));
        AssertSameAsReference(Encoding.UTF8.GetBytes(other));
        AssertSameAsReference(Encoding.UTF8.GetBytes(learned));
    }

    [Fact]
    public void TryRead_StreamsByTurns_WalksNoneOfThemAgain()
    {
        ReadWhole(ChatStreams.Create("OpenAI", 1));
        long learned = _reader.WalkCount;
        IEnumerable<(string First, string Second)> byTurns = ChatStreams.Create("OpenAI", 2).Zip(ChatStreams.Create("OpenAI", 3));

        foreach ((string first, string second) in byTurns) ReadWhole([first, second]);

        Assert.Equal(learned, _reader.WalkCount);
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(100_000)]
    public void TryRead_LongValues_AreReadAndNotKept(int length)
    {
        byte[][] chunks = [.. "abc".Select(letter => Encoding.UTF8.GetBytes($$"""{"id":"{{new string(letter, length)}}","pad":"{{new string(letter, length)}}","choices":[]}"""))];
        foreach (byte[] chunk in chunks) AssertSameAsReference(chunk);

        Assert.Equal(1, _reader.WalkCount);
        long kept = Allocations.Least(() => new ChatChunkReader().TryRead(chunks[0], out ChatChunk _));
        Assert.InRange(kept, 0, 2_048);
    }

    [Fact]
    public void TryRead_WholeStreamByANewReader_KeepsAFewTemplates()
    {
        byte[][] chunks = [.. ChatStreams.Create("OpenAI", 1).Where(chunk => !chunk.Contains('\\')).Select(Encoding.UTF8.GetBytes)];

        long kept = Allocations.Least(() =>
        {
            ChatChunkReader reader = new();
            foreach (byte[] chunk in chunks) reader.TryRead(chunk, out ChatChunk _);
        });

        Assert.InRange(kept, 1, 4_096);
    }

    private void ReadWhole(List<string> stream)
    {
        foreach (string chunk in stream) AssertSameAsReference(Encoding.UTF8.GetBytes(chunk));
    }

    private void AssertSameAsReference(byte[] json) => AssertSameAsReference(_reader, json, seed: 0);

    private static ReadChunk? AssertSameAsReference(ChatChunkReader reader, byte[] json, int seed)
    {
        ReadChunk? expected = ChatChunkReference.Read(json);

        ReadChunk? actual = ReadChunk.From(reader, json);

        if (expected != actual) Assert.Fail($"Seed {seed}\n{Encoding.UTF8.GetString(json)}\nexpected {expected}\nactual   {actual}");
        return actual;
    }
}
