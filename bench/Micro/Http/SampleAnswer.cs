using System.Globalization;
using System.Text;

namespace HotPath.Micro.Http;

/// <summary>The bytes of one answer, head and body.</summary>
internal static class SampleAnswer
{
    private const int Events = 100;

    private const string Json =
        """{"id":"chatcmpl-1","object":"chat.completion","created":1767225600,"model":"sim-small","choices":[{"index":0,"message":{"role":"assistant","content":"All is well and nothing is lost."},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":8,"total_tokens":15}}""";

    public static byte[] Write(AnswerKind kind) => Encoding.ASCII.GetBytes(kind switch
    {
        AnswerKind.SmallJson => WithLength("application/json", Json),
        AnswerKind.ContentLength => WithLength("text/event-stream", string.Concat(AllEvents())),
        _ => Chunked("text/event-stream", AllEvents()),
    });

    private static string WithLength(string contentType, string body) =>
        string.Create(CultureInfo.InvariantCulture, $"{Head(contentType)}Content-Length: {body.Length}\r\n\r\n{body}");

    private static string Chunked(string contentType, IEnumerable<string> parts)
    {
        StringBuilder text = new($"{Head(contentType)}Transfer-Encoding: chunked\r\n\r\n");
        foreach (string part in parts) text.Append(CultureInfo.InvariantCulture, $"{part.Length:x}\r\n{part}\r\n");
        return text.Append("0\r\n\r\n").ToString();
    }

    private static string Head(string contentType) =>
        $"HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Type: {contentType}\r\nConnection: keep-alive\r\n";

    private static IEnumerable<string> AllEvents() => Enumerable.Range(0, Events).Select(number =>
        $$$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1767225600,"model":"sim-small","choices":[{"index":0,"delta":{"content":"word{{{number}}} "},"finish_reason":null}]}""" + "\n\n");
}
