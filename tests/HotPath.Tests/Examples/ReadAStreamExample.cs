// example: usings
using System.Text;
using HotPath.Chat;
using HotPath.Sse;
// end

namespace HotPath.Tests.Examples;

public class ReadAStreamExample
{
    [Fact]
    public async Task Example_AsShown_SaysWhatItsCommentsSay()
    {
        // example: read a stream
        byte[] body = """
            data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}

            data: {"choices":[{"index":0,"delta":{"content":", world"}}]}

            data: [DONE]


            """u8.ToArray();

        SseReader reader = new(new MemoryStream(body)); // or the stream of a response
        StringBuilder text = new();
        SseEnd end = await reader.ReadAllAsync(new ChatText(text), CancellationToken.None);
        Console.WriteLine($"{text} ({end})"); // Hello, world (Stopped)
        // end

        Assert.Equal("Hello, world (Stopped)", $"{text} ({end})");
    }
}

// example: types
internal sealed class ChatText(StringBuilder text) : ISseHandler
{
    private readonly ChatChunkReader _chunks = new();

    public bool OnEvent(SseEvent e)
    {
        if (ChatChunkReader.IsDone(e.Data)) return false; // stop: nothing comes after it
        if (_chunks.TryRead(e.Data, out ChatChunk chunk)) text.Append(Encoding.UTF8.GetString(chunk.Content)); // borrowed: valid in here only
        return true;
    }
}
// end
