// example: usings
using System.Text;
using HotPath.Chat;
using HotPath.Requests;
// end

namespace HotPath.Tests.Examples;

public class BuildARequestExample
{
    [Fact]
    public void Example_AsShown_BuildsTheWholeRequest()
    {
        // example: build a request
        HttpRequestHead head = new("POST", "/v1/chat/completions", "127.0.0.1:8080", [new("Content-Type", "application/json")]);
        ChatRequestBuilder builder = new(new ChatRequestOptions { Model = "sim-small", Stream = true, MaxTokens = 50 }, head);

        using PooledBuffer request = new(); // one for each thread, used again and again
        for (long seed = 1; seed <= 3; seed++)
        {
            request.ResetWrittenCount();
            builder.WriteTo(request, "Say \"hello\"", seed);
            Console.WriteLine(Encoding.UTF8.GetString(request.WrittenSpan)); // or Http1Connection.SendAsync(request.WrittenMemory, ...)
        }
        // end

        string[] parts = Encoding.UTF8.GetString(request.WrittenSpan).Split("\r\n\r\n");
        Assert.Equal(2, parts.Length);
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: application/json\r\nContent-Length: ", parts[0], StringComparison.Ordinal);
        Assert.Equal("""{"model":"sim-small","max_tokens":50,"stream":true,"messages":[{"role":"user","content":"Say \"hello\""}],"seed":3}""", parts[1]);
        Assert.Equal(parts[1].Length, int.Parse(parts[0].Split("Content-Length:")[1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
